import { App, Button, Checkbox, Input, Modal } from 'antd'
import { Tags } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../../platform/api.ts'
import { useAssists } from '../../../platform/assists.ts'
import { classLines, classNodes, pathOfClass } from '../../../platform/classes.ts'
import { describe } from '../../../platform/failure.ts'
import { useLive } from '../../../platform/live.ts'
import { isFoundBy } from '../../../platform/pinyin.ts'
import { AssistButton } from '../../../ui/AssistButton.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import type { ActionDialogProps } from '../actions.ts'
import { nameOf } from '../name.ts'
import styles from './ClassifyDialog.module.css'

interface Props extends ActionDialogProps {
  /** The conversation is ended as soon as it is classified. */
  readonly isBeforeClose?: boolean
  readonly onDone?: () => Promise<void>
}

/** What the conversation was about: found by a few letters, ticked, done (D2.6). */
export function ClassifyDialog({ conversation, onClose, isBeforeClose = false, onDone }: Props) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const maySuggest = useAssists('classify')
  const tree = useLive((state) => state.classes)
  const [chosen, setChosen] = useState<readonly string[]>(conversation.classIds)
  const [words, setWords] = useState('')
  const [isBusy, setIsBusy] = useState(false)
  const lines = useMemo(
    () => classLines(classNodes(tree)).filter(({ classId }) => isFoundBy(pathOfClass(tree, classId), words)),
    [tree, words],
  )
  const toggle = (classId: string) =>
    setChosen((before) => (before.includes(classId) ? before.filter((id) => id !== classId) : [...before, classId]))

  async function save() {
    setIsBusy(true)
    try {
      await api.conversation.classify({ conversationId: conversation.conversationId, classIds: [...chosen] })
      if (onDone) await onDone()
      else onClose()
    } catch (error) {
      void message.error(describe(error))
    } finally {
      setIsBusy(false)
    }
  }

  const hasClasses = tree.classes.some(({ isRemoved }) => !isRemoved)
  return (
    <Modal
      open
      centered
      width={440}
      title={t(isBeforeClose ? 'class.beforeClose' : 'class.classifyNamed', { name: nameOf(conversation) })}
      okText={t(isBeforeClose ? 'class.closeNow' : 'app.save')}
      okButtonProps={{ loading: isBusy, disabled: isBeforeClose && chosen.length === 0 }}
      onOk={save}
      onCancel={onClose}
      footer={hasClasses ? undefined : <Button onClick={onClose}>{t('app.close')}</Button>}
    >
      {hasClasses ? (
        <>
          <Input
            autoFocus
            allowClear
            variant="filled"
            placeholder={t('class.find')}
            value={words}
            onChange={(event) => setWords(event.target.value)}
            onPressEnter={() => {
              const [first] = lines
              if (words.trim() === '') void save()
              else if (first) {
                toggle(first.classId)
                setWords('')
              }
            }}
          />
          {maySuggest && (
            <AssistButton
              label={t('assistant.suggestClasses')}
              onAsk={async () => {
                const { conversationId } = conversation
                const { classIds } = await api.assistant.classify({ conversationId })
                if (classIds.length === 0) void message.info(t('assistant.noClassFits'))
                setChosen((before) => [...new Set([...before, ...classIds])])
              }}
            />
          )}
          <div className={styles.list}>
            {lines.map(({ classId, name, colour, depth }) => (
              <Checkbox
                key={classId}
                className={styles.line ?? ''}
                style={{ paddingInlineStart: 8 + (words === '' ? depth * 20 : 0) }}
                checked={chosen.includes(classId)}
                onChange={() => toggle(classId)}
              >
                <i className={styles.dot} style={{ background: colour }} />
                {words === '' ? name : pathOfClass(tree, classId)}
              </Checkbox>
            ))}
            {lines.length === 0 && <p className={styles.none}>{t('class.noneFound', { words })}</p>}
          </div>
        </>
      ) : (
        <EmptyState icon={<Tags size={24} />} title={t('class.none')} hint={t('class.noneHint')} />
      )}
    </Modal>
  )
}
