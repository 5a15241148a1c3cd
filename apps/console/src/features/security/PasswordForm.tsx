import { Alert, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../platform/api.ts'
import { describe } from '../../platform/failure.ts'

interface Fields {
  current: string
  next: string
  again: string
}

/** Length is all that is asked of a password; the server knows the commonly breached ones. */
const minLength = 10

export function PasswordForm({ onChanged, isOneTime = false }: { onChanged: () => void; isOneTime?: boolean }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Fields>()
  const [failure, setFailure] = useState<string>()
  const [isBusy, setIsBusy] = useState(false)

  async function save({ current, next }: Fields) {
    setIsBusy(true)
    setFailure(undefined)
    try {
      await api.security.changePassword({ current, next })
      form.resetFields()
      onChanged()
    } catch (error) {
      setFailure(describe(error))
    } finally {
      setIsBusy(false)
    }
  }

  return (
    <Form<Fields> form={form} layout="vertical" requiredMark={false} onFinish={save}>
      {failure && <Alert type="error" showIcon title={failure} role="alert" style={{ marginBottom: 16 }} />}
      <Form.Item
        name="current"
        label={t(isOneTime ? 'security.password.oneTime' : 'security.password.current')}
        rules={[{ required: true, message: t('security.login.passwordNeeded') }]}
      >
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Form.Item
        name="next"
        label={t('security.password.next')}
        extra={t('security.password.rule', { count: minLength })}
        rules={[{ required: true, min: minLength, message: t('security.password.tooShort', { count: minLength }) }]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="again"
        label={t('security.password.again')}
        dependencies={['next']}
        rules={[
          { required: true, message: t('security.password.againNeeded') },
          ({ getFieldValue }) => ({
            validator: (_, value) =>
              !value || value === getFieldValue('next')
                ? Promise.resolve()
                : Promise.reject(new Error(t('security.password.differs'))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={isBusy} block={isOneTime} size={isOneTime ? 'large' : 'middle'}>
        {t('security.password.submit')}
      </Button>
    </Form>
  )
}
