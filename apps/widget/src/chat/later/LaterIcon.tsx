import { Line, paths } from '../ui/Icon.tsx'

/** With those of what is loaded later. */
const all = {
  ...paths,
  close: 'M6 6l12 12M18 6L6 18',
  retry: 'M19.5 12a7.5 7.5 0 1 1-2.2-5.3L19.5 9M19.5 4.5V9H15',
  previous: 'M14.5 6l-6 6 6 6',
  next: 'M9.5 6l6 6-6 6',
  reply: 'M9 7l-5 5 5 5M4 12h9.5a6.5 6.5 0 0 1 6.5 6.5',
  undo: 'M8 5L4 9l4 4M4 9h10a5.5 5.5 0 0 1 0 11h-4',
  play: 'M8 5.5v13l10.5-6.5z',
  pause: 'M9 6v12M15 6v12',
  bell: 'M6.5 10a5.5 5.5 0 0 1 11 0c0 5 2 6 2 6h-15s2-1 2-6M10.5 19.5a1.7 1.7 0 0 0 3 0',
} as const

export const LaterIcon = ({ name, size = 20 }: { name: keyof typeof all; size?: number }) => (
  <Line path={all[name]} size={size} />
)
