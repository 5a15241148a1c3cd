import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { RobotQuestion, UnansweredQuestion } from '@youwen/contract'
import { maxRobotTitleLength } from '@youwen/contract/limits'
import { App, Button, Form, Input, Select, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../../platform/api.ts'
import { describe, fieldErrors } from '../../../platform/failure.ts'
import { FailureState } from '../../../ui/FailureState.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { AnswerFields } from './AnswerFields.tsx'
import { entryOf, fieldsOf, type QuestionFields } from './fields.ts'
import styles from './Knowledge.module.css'
import { type ByTopic, topicOptions } from './place.ts'

interface Props {
  /** Undefined: a new one, in this topic. */
  readonly entryId: string | undefined
  readonly topicId: string | null
  /** What a visitor asked that the new one answers. */
  readonly asked: UnansweredQuestion | undefined
  readonly byTopic: ByTopic
  readonly onSaved: (entryId: string) => void
  readonly onClose: () => void
}

/** One question with its answer, beside the tree in which it stands. */
export function QuestionPane(props: Props) {
  const { entryId } = props
  const found = useQuery(
    queries.robot.get.queryOptions({ input: { entryId: entryId ?? '' }, enabled: entryId !== undefined }),
  )
  if (entryId === undefined) return <Editor {...props} question={undefined} />
  if (found.isError) return <FailureState error={found.error} onRetry={() => void found.refetch()} />
  if (!found.data) return <Skeleton rows={6} />
  return <Editor {...props} question={found.data} />
}

function Editor({
  question,
  topicId,
  asked,
  byTopic,
  onSaved,
  onClose,
}: Props & { question: RobotQuestion | undefined }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const cache = useQueryClient()
  const [form] = Form.useForm<QuestionFields>()
  const [isBusy, setIsBusy] = useState(false)
  const [isChanged, setIsChanged] = useState(question === undefined)

  async function save(fields: QuestionFields) {
    const entry = entryOf(fields)
    if (!entry) return void message.error(t('robot.needsFile'))
    setIsBusy(true)
    const place = { topicId: fields.topicId ?? null, beforeId: null }
    try {
      const saved = question
        ? await api.robot.save({ entryId: question.entryId, entry })
        : await api.robot.add({ place, entry })
      if (saved.topicId !== place.topicId) await api.robot.move({ entryId: saved.entryId, place })
      // What was asked is answered; a colleague may have settled it meanwhile.
      if (asked) await api.robot.dismiss({ questionId: asked.questionId }).catch(() => undefined)
      await cache.invalidateQueries({ queryKey: queries.robot.key() })
      setIsChanged(false)
      void message.success(t('app.saved'))
      onSaved(saved.entryId)
    } catch (error) {
      const errors = fieldErrors(error).map(({ name, errors }) => ({ name: [name.at(-1) ?? ''], errors }))
      form.setFields(errors as Parameters<typeof form.setFields>[0])
      void message.error(describe(error))
    } finally {
      setIsBusy(false)
    }
  }

  return (
    <Form<QuestionFields>
      form={form}
      layout="vertical"
      className={styles.body ?? ''}
      initialValues={fieldsOf(question, { title: asked?.text ?? '', topicId })}
      onFinish={(fields) => void save(fields)}
      onValuesChange={() => setIsChanged(true)}
    >
      <header className={styles.title}>
        <h2>{t(question ? 'robot.edit' : 'robot.add')}</h2>
        <span className={styles.actions}>
          <Button onClick={onClose} disabled={isBusy}>
            {t(isChanged ? 'app.discard' : 'app.close')}
          </Button>
          <Button type="primary" htmlType="submit" loading={isBusy} disabled={!isChanged}>
            {t('app.save')}
          </Button>
        </span>
      </header>
      <Form.Item
        name="title"
        label={t('robot.field.title')}
        rules={[{ required: true, whitespace: true, message: t('app.needed') }]}
      >
        <Input maxLength={maxRobotTitleLength} placeholder={t('robot.field.titleExample')} autoFocus={!question} />
      </Form.Item>
      <Form.Item name="variants" label={t('robot.field.variants')} extra={t('robot.field.variantsHint')}>
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} placeholder={t('robot.field.variantsExample')} />
      </Form.Item>
      <div className={styles.pair}>
        <Form.Item name="topicId" label={t('robot.field.topic')}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={[{ value: null as unknown as string, label: t('robot.field.top') }, ...topicOptions(byTopic)]}
          />
        </Form.Item>
        <Form.Item name="isEnabled" label={t('robot.field.isEnabled')} valuePropName="checked">
          <Switch />
        </Form.Item>
      </div>
      <AnswerFields />
      {question && <p className={styles.hint}>{t('robot.hits', { count: question.hitCount })}</p>}
    </Form>
  )
}
