import { useMutation } from '@tanstack/react-query'
import type { SensitiveAction, SensitiveSide, SensitiveWordsAdded } from '@youwen/contract'
import { maxWordsAtOnce, sensitiveActions, sensitiveSides } from '@youwen/contract/limits'
import { Alert, App, Checkbox, Input, Modal, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../platform/api.ts'
import { describe } from '../../platform/failure.ts'
import { ActionMark } from './ActionMark.tsx'
import styles from './SensitivePage.module.css'

interface Props {
  readonly side: SensitiveSide
  readonly onClose: () => void
  readonly onDone: () => void
}

/** One word, or a whole column of them. */
export function AddDialog({ side, onClose, onDone }: Props) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [text, setText] = useState('')
  const [sides, setSides] = useState<SensitiveSide[]>([side])
  const [action, setAction] = useState<SensitiveAction>('watch')
  const [refused, setRefused] = useState<SensitiveWordsAdded>()
  const words = text.split(/[\n\r\t]+/).filter((line) => line.trim() !== '')
  const isTooMany = words.length > maxWordsAtOnce
  const add = useMutation({
    mutationFn: () => api.sensitive.add({ sides, action, words }),
    onSuccess: (outcome) => {
      const { added, known, refusedCount } = outcome
      onDone()
      void message.success(t(known > 0 ? 'sensitive.addedKnown' : 'sensitive.added', { added, known }))
      if (refusedCount === 0) return onClose()
      // Those that are in are in; what is left can be mended here.
      setRefused(outcome)
      setText(outcome.refused.map(({ word }) => word).join('\n'))
    },
    onError: (error) => void message.error(describe(error)),
  })
  return (
    <Modal
      open
      centered
      width={560}
      title={t('sensitive.addTitle')}
      okText={t('sensitive.add')}
      okButtonProps={{ disabled: words.length === 0 || sides.length === 0 || isTooMany, loading: add.isPending }}
      onOk={() => add.mutate()}
      onCancel={onClose}
    >
      <div className={styles.field}>
        <label htmlFor="sensitive-words">{t('sensitive.words')}</label>
        <Input.TextArea
          id="sensitive-words"
          autoFocus
          autoSize={{ minRows: 5, maxRows: 12 }}
          placeholder={t('sensitive.wordsExample')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <span className={styles.note}>
          {t('sensitive.wordsHint')}
          {words.length > 1 && ` ${t('sensitive.count', { count: words.length })}`}
        </span>
        {isTooMany && <Alert type="warning" title={t('sensitive.tooMany', { max: maxWordsAtOnce })} />}
        {refused && (
          <Alert
            type="warning"
            title={
              <>
                {t('sensitive.refusedTitle', { count: refused.refusedCount })}
                <ul className={styles.refused}>
                  {refused.refused.map(({ word, code }) => (
                    <li key={word}>
                      {word} <span>{t(`sensitive.refused.${code}`)}</span>
                    </li>
                  ))}
                </ul>
              </>
            }
          />
        )}
      </div>
      <div className={styles.field}>
        <span className={styles.label}>{t('sensitive.for')}</span>
        <Checkbox.Group<SensitiveSide>
          value={sides}
          onChange={setSides}
          options={sensitiveSides.map((value) => ({ value, label: t(`sensitive.sides.${value}`) }))}
        />
      </div>
      <div className={styles.field}>
        <span className={styles.label}>{t('sensitive.does')}</span>
        <Radio.Group
          className={styles.action}
          value={action}
          onChange={(event) => setAction(event.target.value as SensitiveAction)}
        >
          {sensitiveActions.map((value) => (
            <Radio key={value} value={value}>
              <ActionMark action={value} />
              <small>{t(`sensitive.actionHint.${value}`)}</small>
            </Radio>
          ))}
        </Radio.Group>
      </div>
    </Modal>
  )
}
