import { useNavigate } from '@tanstack/react-router'
import { SitesPage } from '../../features/company/SitesPage.tsx'

export function SitesRoute() {
  const navigate = useNavigate()
  return (
    <SitesPage
      onEditStyle={(siteId, styleId) =>
        void navigate({ to: '/settings/sites/$siteId/styles/$styleId', params: { siteId, styleId } })
      }
    />
  )
}
