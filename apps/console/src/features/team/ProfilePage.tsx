import { useQueryClient } from '@tanstack/react-query'
import { uploadFile } from '@youwen/sdk/api'
import { App, Button, Form, Input } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../platform/api.ts'
import { describe, fieldErrors } from '../../platform/failure.ts'
import { textFor } from '../../platform/i18n.ts'
import { useMe } from '../../platform/me.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { SaveBar, useChanged } from '../../ui/SaveBar.tsx'
import styles from './ProfilePage.module.css'

interface Fields {
  nickname: string
  email: string
  phone: string
}

export function ProfilePage() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const me = useMe()
  const cache = useQueryClient()
  const [form] = Form.useForm<Fields>()
  const picker = useRef<HTMLInputElement>(null)
  const [isBusy, setIsBusy] = useState(false)
  const initial: Fields = { nickname: me.nickname, email: me.email, phone: me.phone }
  const changed = useChanged(form, initial)

  async function save(fields: Fields, avatarFileId?: string | null) {
    setIsBusy(true)
    try {
      await api.team.saveProfile(avatarFileId === undefined ? fields : { ...fields, avatarFileId })
      await cache.invalidateQueries({ queryKey: queries.security.me.key() })
      void message.success(t('app.saved'))
    } catch (error) {
      form.setFields(fieldErrors(error) as Parameters<typeof form.setFields>[0])
      void message.error(describe(error))
    } finally {
      setIsBusy(false)
    }
  }

  async function chooseAvatar(file: File | undefined) {
    if (!file) return
    setIsBusy(true)
    try {
      const stored = await uploadFile(api, file, 'avatar').done
      await save(initial, stored.fileId)
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : ''
      void message.error(textFor(`error.${code}`, t('error.unexpected')))
    } finally {
      setIsBusy(false)
    }
  }

  return (
    <Page title={t('team.profile')} hint={t('team.profileHint')}>
      <Section title={t('team.avatar')}>
        <div className={styles.avatar}>
          <Avatar id={me.agentId} name={me.name} url={me.avatarUrl} size={64} />
          <Button loading={isBusy} onClick={() => picker.current?.click()}>
            {t('team.chooseAvatar')}
          </Button>
          {me.avatarUrl && (
            <Button type="text" disabled={isBusy} onClick={() => save(initial, null)}>
              {t('app.remove')}
            </Button>
          )}
          <input
            ref={picker}
            hidden
            type="file"
            accept="image/png,image/jpeg,image/webp"
            onChange={(event) => {
              void chooseAvatar(event.target.files?.[0])
              event.target.value = ''
            }}
          />
        </div>
      </Section>
      <Section title={t('team.basics')}>
        <Form<Fields> form={form} layout="vertical" initialValues={initial} onFinish={(fields) => void save(fields)}>
          <Form.Item label={t('team.name')}>
            <Input value={me.name} disabled />
          </Form.Item>
          <Form.Item
            name="nickname"
            label={t('team.nickname')}
            extra={t('team.nicknameHint')}
            rules={[{ required: true, message: t('app.needed') }]}
          >
            <Input maxLength={40} />
          </Form.Item>
          <Form.Item name="email" label={t('team.email')} rules={[{ type: 'email', message: t('error.email') }]}>
            <Input />
          </Form.Item>
          <Form.Item name="phone" label={t('team.phone')}>
            <Input maxLength={30} />
          </Form.Item>
        </Form>
      </Section>
      <SaveBar isShown={changed} isBusy={isBusy} onSave={() => form.submit()} onReset={() => form.resetFields()} />
    </Page>
  )
}
