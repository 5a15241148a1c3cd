import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommands } from '../platform/commands.ts'

const ShortcutsDialog = lazy(() =>
  import('./ShortcutsDialog.tsx').then((module) => ({ default: module.ShortcutsDialog })),
)

/** `?`: everything that has keys (D1.8). */
export function Shortcuts() {
  const { t } = useTranslation()
  const [isOpen, setIsOpen] = useState(false)
  useCommands([{ id: 'shortcuts', title: t('app.shortcuts.title'), keys: '?', run: () => setIsOpen(true) }])
  if (!isOpen) return null
  return (
    <Suspense fallback={null}>
      <ShortcutsDialog onClose={() => setIsOpen(false)} />
    </Suspense>
  )
}
