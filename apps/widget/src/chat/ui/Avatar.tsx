import { useState } from 'preact/hooks'

const Robot = () => (
  <svg viewBox="0 0 24 24" aria-hidden="true">
    <path d="M12 3v3M6 8.500h12a1.500 1.500 0 0 1 1.500 1.500v7a1.500 1.500 0 0 1-1.500 1.500H6A1.500 1.500 0 0 1 4.500 17v-7A1.500 1.500 0 0 1 6 8.500zM9 12.500v1.500M15 12.500v1.500" />
  </svg>
)

/** A face, or the first letter of the name where there is none (or it does not load). */
export function Avatar({
  name,
  url,
  isRobot,
}: {
  name: string
  url: string | null | undefined
  isRobot?: boolean | undefined
}) {
  const [broken, setBroken] = useState<string | null>(null)
  return (
    <span class={isRobot ? 'face robot' : 'face'} aria-hidden="true">
      {url && url !== broken ? (
        <img src={url} alt="" onError={() => setBroken(url)} />
      ) : isRobot ? (
        <Robot />
      ) : (
        firstLetter(name)
      )}
    </span>
  )
}

/** Whole characters: a name may begin with an emoji. */
const firstLetter = (name: string) => (Array.from(name.trim())[0] || '?').toUpperCase()
