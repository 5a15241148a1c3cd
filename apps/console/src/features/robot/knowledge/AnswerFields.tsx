import { maxCardTextLength, maxCardTitleLength, maxTextLength } from '@youwen/contract/limits'
import { Form, Input, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { FileField } from '../../../ui/FileField.tsx'
import { answerTypes, type QuestionFields } from './fields.ts'

/** What is answered: words, a picture, a file, or a link that looks like something. */
export function AnswerFields() {
  const { t } = useTranslation()
  const type = Form.useWatch('type', Form.useFormInstance<QuestionFields>()) ?? 'text'
  const needed = { required: true, whitespace: true, message: t('app.needed') }
  return (
    <>
      <Form.Item name="type" label={t('robot.field.answer')}>
        <Segmented options={answerTypes.map((value) => ({ value, label: t(`robot.types.${value}`) }))} />
      </Form.Item>
      {type === 'text' && (
        <Form.Item name="text" rules={[needed]}>
          <Input.TextArea
            maxLength={maxTextLength}
            autoSize={{ minRows: 5, maxRows: 16 }}
            placeholder={t('robot.field.answerExample')}
            aria-label={t('robot.field.answer')}
          />
        </Form.Item>
      )}
      {(type === 'image' || type === 'file') && (
        <Form.Item key={type} name={type} rules={[{ required: true, message: t('robot.needsFile') }]}>
          <FileField isPicture={type === 'image'} />
        </Form.Item>
      )}
      {type === 'card' && (
        <>
          <Form.Item name={['card', 'title']} label={t('robot.field.cardTitle')} rules={[needed]}>
            <Input maxLength={maxCardTitleLength} />
          </Form.Item>
          <Form.Item
            name={['card', 'url']}
            label={t('robot.field.link')}
            rules={[needed, { pattern: /^https?:\/\/\S+$/, message: t('robot.field.linkRule') }]}
          >
            <Input maxLength={2_000} placeholder="https://" />
          </Form.Item>
          <Form.Item name={['card', 'text']} label={t('robot.field.linkText')}>
            <Input.TextArea maxLength={maxCardTextLength} autoSize={{ minRows: 2, maxRows: 5 }} />
          </Form.Item>
          <Form.Item name={['card', 'image']} label={t('robot.types.image')}>
            <FileField isPicture />
          </Form.Item>
        </>
      )}
    </>
  )
}
