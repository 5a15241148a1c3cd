/** Line icons on a 24 px grid, drawn for this window: those that are there from the beginning. */
export const paths = {
  minimise: 'M6 9.5l6 6 6-6',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  emoji: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8.5 14.5c.8 1.2 2 1.9 3.5 1.9s2.7-.7 3.5-1.9M9 9.7v.01M15 9.7v.01',
  image:
    'M5 4h14a1.5 1.5 0 0 1 1.5 1.5v13A1.5 1.5 0 0 1 19 20H5a1.5 1.5 0 0 1-1.5-1.5v-13A1.5 1.5 0 0 1 5 4zM4 17l4.5-4.5 3.5 3.5 3-3 5 4.5M15.5 8.7v.01',
  file: 'M20 11.5l-7.8 7.8a5 5 0 0 1-7.1-7.1l8-8a3.3 3.3 0 0 1 4.7 4.7l-8 8a1.7 1.7 0 0 1-2.4-2.4l7.3-7.3',
  send: 'M12 19V5.5M6 11.5l6-6 6 6',
  down: 'M12 5v14M6 13l6 6 6-6',
  sound: 'M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9a4 4 0 0 1 0 6M18 6.5a7.5 7.5 0 0 1 0 11',
  muted: 'M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM16 9.5l5 5M21 9.5l-5 5',
  end: 'M14 4H7a1.5 1.5 0 0 0-1.5 1.5v13A1.5 1.5 0 0 0 7 20h7M11 12h9.5M17.5 9l3 3-3 3',
  download: 'M12 4v11M7 10.5l5 5 5-5M5 20h14',
  clock: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 7.5V12l3 2',
  alert: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7.5v5.5M12 16.3v.01',
  sent: 'M5 12.5l4.5 4.5L19 7.5',
  read: 'M2.5 12.5L7 17l9.5-9.5M12 16l1 1 9-9.5',
  offline: 'M3 3l18 18M8.5 15.5a5 5 0 0 1 7 0M5 12a10 10 0 0 1 4.5-2.6M14.5 9.4A10 10 0 0 1 19 12M12 19v.01',
} as const

export type IconName = keyof typeof paths

export const Line = ({ path, size }: { path: string; size: number }) => (
  <svg class="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d={path} />
  </svg>
)

export const Icon = ({ name, size = 20 }: { name: IconName; size?: number }) => <Line path={paths[name]} size={size} />
