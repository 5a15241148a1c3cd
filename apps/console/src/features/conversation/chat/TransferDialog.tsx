import { useQuery } from '@tanstack/react-query'
import type { Colleague, Conversation, Group } from '@youwen/contract'
import { maxTransferNote } from '@youwen/contract/limits'
import { App, Checkbox, Input, Modal } from 'antd'
import { Users } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../../platform/api.ts'
import { useAssists } from '../../../platform/assists.ts'
import { describe } from '../../../platform/failure.ts'
import { useLive } from '../../../platform/live.ts'
import { useMay } from '../../../platform/me.ts'
import { preferences, usePreferences } from '../../../platform/preferences.ts'
import { useDrafts } from '../../../platform/use-drafts.ts'
import { AssistButton } from '../../../ui/AssistButton.tsx'
import { Avatar } from '../../../ui/Avatar.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { nameOf } from '../name.ts'
import { receiversOf } from './receivers.ts'
import styles from './TransferDialog.module.css'

type Target = { readonly agentId: string } | { readonly groupId: string }
const keyOf = (target: Target) => ('agentId' in target ? target.agentId : target.groupId)

interface Props {
  readonly conversation: Conversation
  readonly onClose: () => void
  readonly onDone?: () => void
}

export function TransferDialog({ conversation, onClose, onDone }: Props) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const mayView = useMay('team.view')
  const maySummarise = useAssists('summary')
  const colleagues = useLive((state) => state.colleagues)
  const groups = useQuery(queries.team.groups.queryOptions({ enabled: mayView, staleTime: 60_000 }))
  const [words, setWords] = useState('')
  const drafts = useDrafts<string>('transfer')
  const [note, setNote] = useState(() => drafts.get(conversation.conversationId) ?? '')
  const [target, setTarget] = useState<Target>()
  const [isBusy, setIsBusy] = useState(false)
  const { asksToAccept: asks } = usePreferences()
  const receivers = useMemo(
    () => receiversOf(colleagues.values(), groups.data ?? [], { except: conversation.agentId, words }),
    [colleagues, groups.data, conversation.agentId, words],
  )

  const nameOfTarget = (chosen: Target) =>
    'agentId' in chosen
      ? (colleagues.get(chosen.agentId)?.name ?? '')
      : (groups.data?.find(({ groupId }) => groupId === chosen.groupId)?.name ?? '')

  useEffect(
    () => drafts.set(conversation.conversationId, note || undefined),
    [drafts, conversation.conversationId, note],
  )

  async function transfer() {
    if (!target) return
    setIsBusy(true)
    try {
      await api.conversation.transfer({ conversationId: conversation.conversationId, to: target, note, asks })
      drafts.set(conversation.conversationId, undefined)
      void message.success(asks ? t('transfer.asked', { name: nameOfTarget(target) }) : t('conversation.transfer.done'))
      // Who is only asked has not got it yet: whoever has it goes on with it.
      if (onDone && !asks) onDone()
      else onClose()
    } catch (error) {
      void message.error(describe(error))
    } finally {
      setIsBusy(false)
    }
  }

  const isChosen = (candidate: Target) => target !== undefined && keyOf(target) === keyOf(candidate)

  return (
    <Modal
      open
      centered
      width={460}
      title={t('conversation.transfer.title', { name: nameOf(conversation) })}
      okText={t(asks ? 'transfer.ask' : 'conversation.transfer.do')}
      okButtonProps={{ disabled: !target, loading: isBusy }}
      onOk={transfer}
      onCancel={onClose}
    >
      <Input
        autoFocus
        allowClear
        variant="filled"
        placeholder={t('conversation.transfer.find')}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <div className={styles.list} role="listbox" aria-label={t('conversation.transfer.to')}>
        {receivers.groups.map((group) => (
          <GroupOption
            key={group.group.groupId}
            {...group}
            isChosen={isChosen({ groupId: group.group.groupId })}
            onChoose={() => setTarget({ groupId: group.group.groupId })}
          />
        ))}
        {receivers.colleagues.map((colleague) => (
          <ColleagueOption
            key={colleague.agentId}
            colleague={colleague}
            isChosen={isChosen({ agentId: colleague.agentId })}
            onChoose={() => setTarget({ agentId: colleague.agentId })}
          />
        ))}
        {receivers.groups.length + receivers.colleagues.length === 0 && (
          <EmptyState
            icon={<Users size={24} />}
            title={t('conversation.transfer.nobody')}
            hint={t('conversation.transfer.nobodyHint')}
          />
        )}
      </div>
      <Input.TextArea
        autoSize={{ minRows: 2, maxRows: 8 }}
        maxLength={maxTransferNote}
        placeholder={t('conversation.transfer.note')}
        aria-label={t('conversation.transfer.note')}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      {maySummarise && (
        <AssistButton
          label={t('assistant.summarise')}
          onAsk={async () => {
            const { conversationId } = conversation
            const { text } = await api.assistant.summary({ conversationId })
            setNote((written) => `${written}\n${text}`.trim().slice(0, maxTransferNote))
          }}
        />
      )}
      <Checkbox
        className={styles.asks}
        checked={asks}
        onChange={(event) => preferences.set({ asksToAccept: event.target.checked })}
      >
        {t('transfer.asks')}
        <small>{t('transfer.asksHint')}</small>
      </Checkbox>
    </Modal>
  )
}

function ColleagueOption({
  colleague,
  isChosen,
  onChoose,
}: {
  colleague: Colleague
  isChosen: boolean
  onChoose: () => void
}) {
  const { t } = useTranslation()
  const isFull = colleague.load >= colleague.capacity
  return (
    <button type="button" role="option" aria-selected={isChosen} className={styles.option} onClick={onChoose}>
      <Avatar
        id={colleague.agentId}
        name={colleague.name}
        url={colleague.avatarUrl}
        size={32}
        state={colleague.state}
      />
      <span className={styles.name}>
        {colleague.name}
        <small>{t(`team.state.${colleague.state}`)}</small>
      </span>
      <span className={`${styles.load} num`} data-full={isFull} title={t('conversation.transfer.load')}>
        {colleague.load} / {colleague.capacity}
        <i className={styles.gauge}>
          <b style={{ transform: `scaleX(${Math.min(1, colleague.load / Math.max(1, colleague.capacity))})` }} />
        </i>
      </span>
    </button>
  )
}

interface GroupProps {
  readonly group: Group
  readonly online: number
  readonly isChosen: boolean
  readonly onChoose: () => void
}

function GroupOption({ group, online, isChosen, onChoose }: GroupProps) {
  const { t } = useTranslation()
  return (
    <button type="button" role="option" aria-selected={isChosen} className={styles.option} onClick={onChoose}>
      <span className={styles.group}>
        <Users size={16} />
      </span>
      <span className={styles.name}>
        {group.name}
        <small>{t('conversation.transfer.groupHint')}</small>
      </span>
      <span className={`${styles.load} num`}>
        {t('conversation.transfer.online', { online, count: group.memberIds.length })}
      </span>
    </button>
  )
}
