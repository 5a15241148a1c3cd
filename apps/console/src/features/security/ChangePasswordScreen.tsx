import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Doorway } from './Doorway.tsx'
import { PasswordForm } from './PasswordForm.tsx'

/** After a login with a one-time password nothing else is open. */
export function ChangePasswordScreen({ onChanged, footer }: { onChanged: () => void; footer: ReactNode }) {
  const { t } = useTranslation()
  return (
    <Doorway title={t('security.password.choose')} hint={t('security.password.chooseHint')} footer={footer}>
      <PasswordForm isOneTime onChanged={onChanged} />
    </Doorway>
  )
}
