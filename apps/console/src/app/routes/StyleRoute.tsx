import { useNavigate, useParams } from '@tanstack/react-router'
import { StylePage } from '../../features/company/StylePage.tsx'

export function StyleRoute() {
  const navigate = useNavigate()
  const { siteId, styleId } = useParams({ from: '/inside/settings/sites/$siteId/styles/$styleId' })
  return <StylePage siteId={siteId} styleId={styleId} onBack={() => void navigate({ to: '/settings/sites' })} />
}
