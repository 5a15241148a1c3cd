/** What the chat draws now and then. It is no part of what loads first. */
export { Choices } from '../ui/Choices.tsx'
export { EmojiPanel } from '../ui/EmojiPanel.tsx'
export { LinkCard } from '../ui/LinkCard.tsx'
export { PendingUploads } from '../ui/PendingUploads.tsx'
export { Quoted } from '../ui/Quoted.tsx'
export { Actions, Answering } from '../ui/Quoting.tsx'
export { Viewer } from '../ui/Viewer.tsx'
export { Voice } from '../ui/Voice.tsx'
