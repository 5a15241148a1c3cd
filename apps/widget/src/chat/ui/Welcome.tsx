import type { Chat } from '../chat.ts'
import { Avatar } from './Avatar.tsx'

/** The style's greeting, before everything that was said. */
export function Welcome({ chat }: { chat: Chat }) {
  const { site, conversation } = chat.state.value
  const text = site?.look.welcome[chat.locale.value]
  if (!site || !text) return null
  const agent = conversation?.agent
  return (
    <div class="group theirs">
      <Avatar name={agent ? agent.name : site.name} url={agent ? agent.avatarUrl : null} />
      <div class="bubbles">
        <p class="sender">{agent ? agent.name : site.name}</p>
        <div class="bubble first last">{text}</div>
      </div>
    </div>
  )
}
