import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import type { ComposerMenuProps, MenuKeys } from '../../platform/composer.ts'

const PhraseMenuList = lazy(() => import('./PhraseMenuList.tsx').then((module) => ({ default: module.PhraseMenuList })))

/** A slash at the beginning, as whatever a Chinese input method makes of that key. */
const opener = /^[/／、]([^\n]{0,40})$/

/** Opens the phrases above the box when its text begins with `/` (D1.8). Loaded when that happens first. */
export function PhraseMenu(props: ComposerMenuProps) {
  const words = opener.exec(props.text)?.[1]
  const [isDismissed, setIsDismissed] = useState(false)
  const isOpen = words !== undefined && !isDismissed
  const listKeys = useRef<MenuKeys>(null)
  const { keys } = props

  useEffect(() => {
    if (words === undefined) setIsDismissed(false)
  }, [words])
  useEffect(() => {
    if (!isOpen) return
    // While the list is on its way, Enter must not send a slash.
    keys.current = (press) => (listKeys.current ? listKeys.current(press) : press.key === 'Enter')
    return () => {
      keys.current = null
    }
  }, [isOpen, keys])

  if (!isOpen) return null
  return (
    <Suspense fallback={null}>
      <PhraseMenuList {...props} keys={listKeys} words={words} onDismiss={() => setIsDismissed(true)} />
    </Suspense>
  )
}
