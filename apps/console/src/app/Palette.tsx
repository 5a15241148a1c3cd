import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommands } from '../platform/commands.ts'

const PaletteDialog = lazy(() => import('./PaletteDialog.tsx').then((module) => ({ default: module.PaletteDialog })))

/** Ctrl-K: everything that can be done from here, and every conversation, by typing. */
export function Palette({ onLogOut }: { onLogOut: () => void }) {
  const { t } = useTranslation()
  const [isOpen, setIsOpen] = useState(false)
  useCommands([{ id: 'palette', title: t('app.palette.title'), keys: 'Mod+K', run: () => setIsOpen((open) => !open) }])
  if (!isOpen) return null
  return (
    <Suspense fallback={null}>
      <PaletteDialog onClose={() => setIsOpen(false)} onLogOut={onLogOut} />
    </Suspense>
  )
}
