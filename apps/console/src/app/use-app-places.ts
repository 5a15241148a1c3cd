import { useNavigate } from '@tanstack/react-router'
import { apps } from '@youwen/contract/app-list'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../platform/me.ts'
import { appPlaces } from './app-entries.ts'

/** The apps that this agent may open, with their names and the way there. Whether they are on is another question. */
export function useAppPlaces() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { permissions } = useMe()
  return useMemo(
    () =>
      appPlaces
        .filter(({ app }) => {
          const { needs } = apps[app]
          return needs.length === 0 || needs.some((needed) => permissions.includes(needed))
        })
        .map(({ app, icon, to, words }) => ({
          app,
          icon,
          to,
          words,
          name: t(`apps.name.${app}`),
          about: t(`apps.about.${app}`),
          open: () => void navigate({ to, params: {} }),
        })),
    [navigate, permissions, t],
  )
}
