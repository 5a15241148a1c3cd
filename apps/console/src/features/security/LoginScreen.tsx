import type { Me } from '@youwen/contract'
import { Alert, Button, Form, Input } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../platform/api.ts'
import { describe } from '../../platform/failure.ts'
import { preferences } from '../../platform/preferences.ts'
import { Doorway } from './Doorway.tsx'

interface Fields {
  companyCode: string
  account: string
  password: string
}

interface Props {
  /** Why the person stands here again: the session was ended, ran out … */
  readonly notice: string | undefined
  readonly onLogin: (me: Me) => void
  readonly footer: ReactNode
}

export function LoginScreen({ notice, onLogin, footer }: Props) {
  const { t } = useTranslation()
  const [failure, setFailure] = useState<string>()
  const [isBusy, setIsBusy] = useState(false)
  const remembered = preferences.get()

  async function login(fields: Fields) {
    setIsBusy(true)
    setFailure(undefined)
    try {
      const { me } = await api.security.login(fields)
      preferences.set({ companyCode: fields.companyCode.trim(), account: fields.account.trim() })
      onLogin(me)
    } catch (error) {
      setFailure(describe(error))
    } finally {
      setIsBusy(false)
    }
  }

  return (
    <Doorway title={t('security.login.title')} hint={t('security.login.hint')} footer={footer}>
      {notice && !failure && <Alert type="info" showIcon title={notice} style={{ marginBottom: 16 }} />}
      {failure && <Alert type="error" showIcon title={failure} role="alert" style={{ marginBottom: 16 }} />}
      <Form<Fields>
        layout="vertical"
        requiredMark={false}
        initialValues={{ companyCode: remembered.companyCode, account: remembered.account }}
        onFinish={login}
      >
        <Form.Item
          name="companyCode"
          label={t('security.login.companyCode')}
          rules={[{ required: true, message: t('security.login.companyCodeNeeded') }]}
        >
          <Input
            size="large"
            autoComplete="organization"
            autoCapitalize="off"
            spellCheck={false}
            autoFocus={!remembered.companyCode}
          />
        </Form.Item>
        <Form.Item
          name="account"
          label={t('security.login.account')}
          rules={[{ required: true, message: t('security.login.accountNeeded') }]}
        >
          <Input size="large" autoComplete="username" autoCapitalize="off" spellCheck={false} />
        </Form.Item>
        <Form.Item
          name="password"
          label={t('security.login.password')}
          rules={[{ required: true, message: t('security.login.passwordNeeded') }]}
        >
          <Input.Password size="large" autoComplete="current-password" autoFocus={remembered.companyCode !== ''} />
        </Form.Item>
        <Button type="primary" htmlType="submit" size="large" block loading={isBusy}>
          {t('security.login.submit')}
        </Button>
      </Form>
    </Doorway>
  )
}
