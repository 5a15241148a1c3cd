import { useNavigate, useSearch } from '@tanstack/react-router'
import { NoticeCentrePage } from '../../features/notice/NoticeCentrePage.tsx'
import { useMay } from '../../platform/me.ts'

export function NoticesRoute() {
  const navigate = useNavigate()
  const { id } = useSearch({ from: '/inside/notices' })
  const mayManage = useMay('notice.manage')
  return (
    <NoticeCentrePage
      // Another one chosen behind the bell begins anew.
      key={id}
      noticeId={id}
      onManage={mayManage ? () => void navigate({ to: '/settings/announcements' }) : undefined}
    />
  )
}
