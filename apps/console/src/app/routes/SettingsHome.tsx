import { Navigate } from '@tanstack/react-router'
import { useWidth } from '../../platform/width.ts'

/** On a phone the menu itself is the first page. */
export const SettingsHome = () => (useWidth() <= 760 ? null : <Navigate to="/settings/profile" replace />)
