import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ChangePasswordScreen } from '../../features/security/ChangePasswordScreen.tsx'
import { DoorFooter } from './DoorFooter.tsx'

export function PasswordRoute() {
  const cache = useQueryClient()
  const navigate = useNavigate()
  return (
    <ChangePasswordScreen
      footer={<DoorFooter />}
      onChanged={() => {
        cache.clear()
        void navigate({ to: '/' })
      }}
    />
  )
}
