import { createRoot } from 'react-dom/client'
import { App } from './app/App.tsx'
import { startI18n } from './platform/i18n.ts'
import { renewWhenOutdated } from './platform/renewal.ts'
import './ui/base.css'

renewWhenOutdated()
await startI18n()
const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)

// Installable, and up to date at the next start: a new version is fetched in the background.
if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  const register = () => void navigator.serviceWorker.register('/sw.js').catch(() => undefined)
  // The texts may have taken longer than everything that `load` waits for.
  if (document.readyState === 'complete') register()
  else addEventListener('load', register)
}
