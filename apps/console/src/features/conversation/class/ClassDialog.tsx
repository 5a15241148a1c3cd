import type { ConversationClass } from '@youwen/contract'
import { Form, Input, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { api } from '../../../platform/api.ts'
import { useSaving } from '../../../ui/use-saving.ts'
import styles from './ClassesPage.module.css'

/** Told apart at a glance also as small dots, in the light and in the dark. */
const colours = [
  '#3b82f6',
  '#14b8a6',
  '#22a559',
  '#eab308',
  '#f97316',
  '#ef4444',
  '#ec4899',
  '#8b5cf6',
  '#78716c',
] as const

/** A known one, or a new one below a parent or at the top. */
export interface EditedClass {
  readonly known?: ConversationClass
  readonly parent?: ConversationClass
}
interface Fields {
  readonly name: string
  readonly colour: string
}

export function ClassDialog({ edited: { known, parent }, onClose }: { edited: EditedClass; onClose: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Fields>()
  const { isBusy, saving } = useSaving(form)

  async function save(fields: Fields) {
    await saving(async () => {
      if (known) await api.class.save({ ...fields, classId: known.classId })
      else await api.class.add({ ...fields, parentClassId: parent?.classId ?? null })
      onClose()
    })
  }

  return (
    <Modal
      open
      centered
      width={420}
      title={known ? t('class.edit') : parent ? t('class.addBelow', { name: parent.name }) : t('class.add')}
      okText={t('app.save')}
      okButtonProps={{ loading: isBusy }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        initialValues={{ name: known?.name ?? '', colour: known?.colour ?? parent?.colour ?? colours[0] }}
        onFinish={save}
      >
        <Form.Item
          name="name"
          label={t('class.name')}
          rules={[{ required: true, whitespace: true, message: t('app.needed') }]}
        >
          <Input maxLength={30} autoFocus placeholder={t('class.example')} />
        </Form.Item>
        <Form.Item name="colour" label={t('class.colour')}>
          <Colours />
        </Form.Item>
      </Form>
    </Modal>
  )
}

/** `value` and `onChange` come from the form. */
function Colours({ value, onChange }: { value?: string; onChange?: (colour: string) => void }) {
  const { t } = useTranslation()
  return (
    <div className={styles.colours} role="radiogroup" aria-label={t('class.colour')}>
      {colours.map((colour) => (
        <label key={colour} className={styles.colour} style={{ background: colour }} data-chosen={colour === value}>
          <input
            type="radio"
            name="colour"
            aria-label={colour}
            checked={colour === value}
            onChange={() => onChange?.(colour)}
          />
        </label>
      ))}
    </div>
  )
}
