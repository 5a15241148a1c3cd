import type { Chat } from '../chat.ts'
import { LaterIcon } from '../later/LaterIcon.tsx'
import { useNotify } from './notify.ts'

/** In the menu of a chat that is a page of its own. */
export function NotifyItem({ chat }: { chat: Chat }) {
  const notify = useNotify(chat)
  if (!notify) return null
  const { isOn, isAsking, icon, words, toggle } = notify
  return (
    <button type="button" role="menuitemcheckbox" aria-checked={isOn} disabled={isAsking} onClick={toggle}>
      <LaterIcon name={icon} size={18} />
      <span aria-live="polite">{words}</span>
    </button>
  )
}

/** Beside what is said to who waits for nobody: then it is worth most. */
export function NotifyButton({ chat }: { chat: Chat }) {
  const notify = useNotify(chat)
  if (!notify) return null
  const { isOn, isAsking, icon, words, toggle } = notify
  return (
    <button type="button" class="tell-me" aria-pressed={isOn} disabled={isAsking} onClick={toggle}>
      <LaterIcon name={icon} size={16} />
      <span aria-live="polite">{words}</span>
    </button>
  )
}
