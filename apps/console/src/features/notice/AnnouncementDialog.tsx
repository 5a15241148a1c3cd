import { useQuery } from '@tanstack/react-query'
import type { Announcement, SaveAnnouncement } from '@youwen/contract'
import { Checkbox, Form, Input, Modal, Select, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../platform/api.ts'
import { newId } from '../../platform/ids.ts'
import { MomentPicker } from '../../ui/MomentPicker.tsx'
import { useSaving } from '../../ui/use-saving.ts'
import styles from './AnnouncementDialog.module.css'

interface Fields extends SaveAnnouncement {
  readonly tellsAgain?: boolean
}

interface Props {
  readonly announcement: Announcement | undefined
  readonly onClose: () => void
  readonly onSaved: () => void
}

export function AnnouncementDialog({ announcement, onClose, onSaved }: Props) {
  const { t } = useTranslation()
  const groups = useQuery(queries.team.groups.queryOptions({ staleTime: 60_000 }))
  const [form] = Form.useForm<Fields>()
  const { isBusy, saving } = useSaving(form)
  // Sending it again after a break of the line announces nothing twice.
  const [id] = useState(newId)

  async function save({ tellsAgain = false, startsAt, endsAt, ...rest }: Fields) {
    const request = { ...rest, startsAt: startsAt ?? null, endsAt: endsAt ?? null }
    await saving(async () => {
      if (announcement) {
        await api.notice.change({ ...request, noticeId: announcement.noticeId, tellsAgain })
      } else await api.notice.announce({ ...request, id })
      onSaved()
    })
  }

  return (
    <Modal
      open
      centered
      width={560}
      title={t(announcement ? 'notice.announcements.edit' : 'notice.announcements.add')}
      okText={t(announcement ? 'app.save' : 'notice.announcements.publish')}
      okButtonProps={{ loading: isBusy }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        onFinish={save}
        initialValues={announcement ?? { isImportant: false, groupIds: [], startsAt: null, endsAt: null }}
      >
        <Form.Item
          name="title"
          label={t('notice.announcements.name')}
          rules={[{ required: true, whitespace: true, message: t('app.needed') }]}
        >
          <Input maxLength={60} autoFocus placeholder={t('notice.announcements.nameExample')} />
        </Form.Item>
        <Form.Item
          name="text"
          label={t('notice.announcements.text')}
          rules={[{ required: true, whitespace: true, message: t('app.needed') }]}
        >
          <Input.TextArea
            maxLength={4_000}
            autoSize={{ minRows: 5, maxRows: 14 }}
            placeholder={t('notice.announcements.textExample')}
          />
        </Form.Item>
        <Form.Item name="groupIds" label={t('notice.announcements.audience')}>
          <Select
            mode="multiple"
            allowClear
            optionFilterProp="label"
            placeholder={t('notice.announcements.everybody')}
            options={groups.data?.map(({ groupId, name }) => ({ value: groupId, label: name })) ?? []}
          />
        </Form.Item>
        <div className={styles.period}>
          <Form.Item name="startsAt" label={t('notice.announcements.from')}>
            <MomentPicker placeholder={t('notice.announcements.now')} />
          </Form.Item>
          <Form.Item name="endsAt" label={t('notice.announcements.to')}>
            <MomentPicker placeholder={t('notice.announcements.always')} />
          </Form.Item>
        </div>
        <Form.Item
          name="isImportant"
          label={t('notice.announcements.important')}
          extra={t('notice.announcements.importantHint')}
          valuePropName="checked"
        >
          <Switch />
        </Form.Item>
        {announcement && (
          <Form.Item name="tellsAgain" valuePropName="checked" extra={t('notice.announcements.tellsAgainHint')}>
            <Checkbox>{t('notice.announcements.tellsAgain')}</Checkbox>
          </Form.Item>
        )}
      </Form>
    </Modal>
  )
}
