import type { Chat } from '../chat.ts'
import { Avatar } from './Avatar.tsx'

export function Typing({ chat }: { chat: Chat }) {
  const agent = chat.state.value.conversation?.agent
  const name = agent ? agent.name : chat.words.value.agent
  return (
    <div class="group theirs">
      <Avatar name={name} url={agent ? agent.avatarUrl : null} />
      <div class="bubbles">
        <div class="bubble typing first last" role="status" aria-label={`${name} ${chat.words.value.typing}`}>
          <i />
          <i />
          <i />
        </div>
      </div>
    </div>
  )
}
