import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router'
import type { Me } from '@youwen/contract'
import { useTranslation } from 'react-i18next'
import { LoginScreen } from '../../features/security/LoginScreen.tsx'
import { queries } from '../../platform/api.ts'
import { DoorFooter } from './DoorFooter.tsx'

export function LoginRoute() {
  const { t } = useTranslation()
  const cache = useQueryClient()
  const navigate = useNavigate()
  const router = useRouter()
  const { next, why, said } = useSearch({ from: '/login' })

  async function enter(me: Me) {
    cache.setQueryData(queries.security.me.queryKey(), me)
    if (me.mustChangePassword) await navigate({ to: '/password' })
    else if (next) router.history.push(next)
    else await navigate({ to: '/' })
  }

  const notice = why && t(`security.why.${why}`)
  return (
    <LoginScreen
      notice={notice && said ? `${notice} ${t('security.why.said', { reason: said })}` : notice}
      onLogin={(me) => void enter(me)}
      footer={<DoorFooter />}
    />
  )
}
