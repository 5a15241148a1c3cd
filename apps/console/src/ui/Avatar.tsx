import styles from './Avatar.module.css'

const hues = [228, 262, 330, 16, 40, 150, 180, 204]

/** The same person has the same colour everywhere. */
function hueOf(id: string): number {
  let hash = 0
  for (const letter of id) hash = (hash * 31 + letter.charCodeAt(0)) | 0
  return hues[Math.abs(hash) % hues.length] ?? 228
}

/** Colleagues call each other 小林, 老周: what tells them apart comes last. Everybody else is known by the first letter. */
export function initialOf(name: string): string {
  const letters = [...name.trim()]
  const isNickname = letters.length === 2 && /^[小老阿大]\p{Script=Han}$/u.test(letters.join(''))
  return (letters[isNickname ? 1 : 0] ?? '?').toUpperCase()
}

interface Props {
  readonly id: string
  readonly name: string
  readonly url?: string | null
  readonly size?: number
  /** Colour of the dot; none when absent. */
  readonly state?: 'online' | 'busy' | 'away' | 'invisible' | 'offline' | undefined
  readonly stateTitle?: string | undefined
}

export function Avatar({ id, name, url, size = 36, state, stateTitle }: Props) {
  return (
    <span className={styles.avatar} style={{ width: size, height: size, fontSize: size * 0.42, '--hue': hueOf(id) }}>
      {url ? <img src={url} alt="" draggable={false} /> : <span aria-hidden="true">{initialOf(name)}</span>}
      {state && <i className={styles.dot} data-state={state} title={stateTitle} />}
    </span>
  )
}
