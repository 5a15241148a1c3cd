import type { StoredFile } from '@youwen/contract'
import { maxCardTextLength, maxCardTitleLength } from '@youwen/contract/limits'
import { uploadFile } from '@youwen/sdk/api'
import { App, Button, Form, Input, Modal, Upload } from 'antd'
import { ImagePlus, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../../platform/api.ts'
import { describe } from '../../../platform/failure.ts'
import { useDrafts } from '../../../platform/use-drafts.ts'
import { CardBubble } from '../chat/CardBubble.tsx'
import { addressOf } from './address.ts'
import styles from './CardDialog.module.css'

interface Words {
  readonly title: string
  readonly text: string
  readonly url: string
}

interface Content extends Words {
  readonly image: StoredFile | null
}

interface Props {
  readonly conversationId: string
  readonly onSend: (card: Content) => void
  readonly onClose: () => void
}

/** A link that looks like something: what the visitor will see stands beside the form. Its words outlive a reload. */
export function CardDialog({ conversationId, onSend, onClose }: Props) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<Words>()
  const values = Form.useWatch([], form)
  const drafts = useDrafts<Partial<Words>>('link-card')
  const [begun] = useState(() => drafts.get(conversationId))
  const [image, setImage] = useState<StoredFile | null>(null)
  const [isBusy, setIsBusy] = useState(false)

  async function upload(file: File) {
    setIsBusy(true)
    try {
      const stored = await uploadFile(api, file, 'message').done
      if (stored.image) setImage(stored)
      else void message.warning(t('error.file.not_a_picture'))
    } catch (error) {
      void message.error(describe(error))
    } finally {
      setIsBusy(false)
    }
  }

  return (
    <Modal
      open
      centered
      width={700}
      title={t('conversation.card.title')}
      okText={t('conversation.composer.send')}
      okButtonProps={{ disabled: isBusy }}
      onCancel={() => {
        drafts.set(conversationId, undefined)
        onClose()
      }}
      onOk={() => form.submit()}
    >
      <div className={styles.columns}>
        <Form
          form={form}
          layout="vertical"
          className={styles.form}
          requiredMark={false}
          {...(begun && { initialValues: begun })}
          onValuesChange={(_, all) => drafts.set(conversationId, all)}
          onFinish={({ title, text = '', url }) => {
            drafts.set(conversationId, undefined)
            onSend({ title: title.trim(), text: text.trim(), url: addressOf(url) ?? url, image })
          }}
        >
          <Form.Item
            name="url"
            label={t('conversation.card.url')}
            rules={[
              {
                validator: (_, typed: string | undefined) =>
                  addressOf(typed ?? '') ? Promise.resolve() : Promise.reject(t('conversation.card.urlWrong')),
              },
            ]}
          >
            <Input autoFocus placeholder="https://" maxLength={2_000} />
          </Form.Item>
          <Form.Item
            name="title"
            label={t('conversation.card.heading')}
            rules={[{ required: true, whitespace: true, message: t('conversation.card.headingMissing') }]}
          >
            <Input maxLength={maxCardTitleLength} />
          </Form.Item>
          <Form.Item name="text" label={t('conversation.card.text')}>
            <Input.TextArea maxLength={maxCardTextLength} showCount autoSize={{ minRows: 2, maxRows: 4 }} />
          </Form.Item>
          {image ? (
            <Button icon={<X size={15} />} onClick={() => setImage(null)}>
              {t('conversation.card.removeImage')}
            </Button>
          ) : (
            <Upload
              accept="image/png,image/jpeg,image/gif,image/webp"
              showUploadList={false}
              beforeUpload={(file) => {
                void upload(file)
                return false
              }}
            >
              <Button icon={<ImagePlus size={15} />} loading={isBusy}>
                {t('conversation.card.addImage')}
              </Button>
            </Upload>
          )}
        </Form>
        <div className={styles.preview}>
          <p>{t('conversation.card.preview')}</p>
          <CardBubble
            body={{
              type: 'card',
              title: values?.title?.trim() || t('conversation.card.heading'),
              text: values?.text?.trim() ?? '',
              url: addressOf(values?.url ?? '') ?? 'https://',
              image: image?.image ? { ...image, ...image.image } : null,
            }}
          />
        </div>
      </div>
    </Modal>
  )
}
