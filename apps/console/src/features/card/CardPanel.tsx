import { useMutation } from '@tanstack/react-query'
import type { CardSuggestion } from '@youwen/contract'
import { App, Button } from 'antd'
import { IdCard, Sparkles } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../platform/api.ts'
import { keysOf, useCommands } from '../../platform/commands.ts'
import { describe } from '../../platform/failure.ts'
import { useClock, useMay } from '../../platform/me.ts'
import { shortMoment } from '../../platform/time.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureState } from '../../ui/FailureState.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import styles from './CardPanel.module.css'
import { CardRow } from './CardRow.tsx'
import { Duplicates } from './Duplicates.tsx'
import { conflictsOf, isSame, savedValue, shownValue } from './edits.ts'
import { LinkedVisitors } from './LinkedVisitors.tsx'
import { useCard } from './use-card.ts'

interface Props {
  readonly visitorId: string
  readonly onJump: (conversationId: string, seq: number) => void
}

/** 名片 (D3.4) with 智能抽取 (D3.5): what is known of this person, filled in beside the chat. */
export function CardPanel({ visitorId, onJump }: Props) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const clock = useClock()
  const mayServe = useMay('conversation.serve')
  const { card, form, edits, errors, save, ...act } = useCard(visitorId)
  const [suggestions, setSuggestions] = useState<readonly CardSuggestion[]>([])
  const changed = Object.keys(edits).length
  const saved = card.data
  const fields = form.data ?? []
  const conflicts = saved ? conflictsOf(saved, edits) : []

  const submit = () => {
    if (changed === 0 || save.isPending || conflicts.length > 0) return
    save.mutate(undefined, { onError: (error) => void message.error(describe(error)) })
  }
  const extract = useMutation({
    mutationFn: () => api.card.suggestions({ visitorId }),
    onSuccess(found) {
      setSuggestions(found)
      if (saved && found.every((one) => isKnown(one))) void message.info(t('card.nothingFound'))
    },
    onError: (error) => void message.error(describe(error)),
  })
  useCommands(
    mayServe
      ? [
          { id: 'card.save', title: t('card.save'), keys: 'Mod+S', run: submit },
          { id: 'card.extract', title: t('card.extract'), keys: 'Alt+E', run: () => extract.mutate() },
        ]
      : [],
  )

  if (card.isPending || form.isPending) return <Skeleton rows={7} />
  if (card.isError) return <FailureState error={card.error} onRetry={() => void card.refetch()} />
  if (form.isError) return <FailureState error={form.error} onRetry={() => void form.refetch()} />
  if (!saved) return null
  if (fields.length === 0) {
    return <EmptyState icon={<IdCard size={24} />} title={t('card.noFields')} hint={t('card.noFieldsHint')} />
  }

  function isKnown({ fieldId, value }: CardSuggestion) {
    const field = fields.find((each) => each.fieldId === fieldId)
    return !field || !saved || isSame(shownValue(saved, edits, field), value)
  }
  const open = suggestions.filter((one) => !isKnown(one))
  // Of several values for one field the first is the best.
  const best = open.filter((one, at) => open.findIndex(({ fieldId }) => fieldId === one.fieldId) === at)
  const adoptAll = () => {
    for (const { fieldId, value } of best) {
      const field = fields.find((each) => each.fieldId === fieldId)
      // What somebody typed is not replaced by the way.
      if (field && shownValue(saved, edits, field) === null) act.change(field, value)
    }
  }
  const canAdoptAll = best.some(({ fieldId }) =>
    fields.some((field) => field.fieldId === fieldId && shownValue(saved, edits, field) === null),
  )

  return (
    <form
      className={styles.panel}
      aria-label={t('card.title')}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <div className={styles.body}>
        {mayServe && (
          <div className={styles.tools}>
            <Button
              icon={<Sparkles size={15} />}
              loading={extract.isPending}
              title={keysOf('Alt+E')}
              onClick={() => extract.mutate()}
            >
              {t('card.extract')}
            </Button>
            {open.length > 0 && (
              <>
                <span className={styles.found}>{t('card.found', { count: open.length })}</span>
                {canAdoptAll && (
                  <Button type="primary" ghost onClick={adoptAll}>
                    {t('card.adoptAll')}
                  </Button>
                )}
              </>
            )}
          </div>
        )}
        {mayServe && <Duplicates visitorId={visitorId} card={saved} fields={fields} onMerged={act.show} />}
        {fields.map((field) => (
          <CardRow
            key={field.fieldId}
            field={field}
            value={shownValue(saved, edits, field)}
            isDisabled={!mayServe}
            isChanged={field.fieldId in edits}
            error={conflicts.includes(field.fieldId) ? undefined : errors.get(field.fieldId)}
            conflict={
              conflicts.includes(field.fieldId)
                ? { by: saved.savedBy || t('card.somebody'), value: savedValue(saved, field.fieldId) }
                : undefined
            }
            suggestions={open.filter((one) => one.fieldId === field.fieldId)}
            onChange={(value) => act.change(field, value)}
            onTakeTheirs={() => act.drop(field.fieldId)}
            onKeepMine={() => act.keepMine(field.fieldId)}
            onJump={({ conversationId, seq }) => onJump(conversationId, seq)}
          />
        ))}
        <LinkedVisitors visitorId={visitorId} linked={saved.linked} mayPart={mayServe} onParted={act.show} />
      </div>
      <footer className={styles.foot} data-changed={changed > 0}>
        <span className={styles.state} role="status">
          {save.isPending
            ? t('card.saving')
            : changed > 0
              ? t('card.unsaved', { count: changed })
              : saved.savedAt
                ? t('card.savedBy', {
                    name: saved.savedBy,
                    time: shortMoment(clock, new Date(saved.savedAt), new Date()),
                  })
                : t('card.neverSaved')}
        </span>
        {changed > 0 && mayServe && (
          <>
            <Button onClick={act.discard} disabled={save.isPending}>
              {t('card.discard')}
            </Button>
            <Button
              type="primary"
              htmlType="submit"
              loading={save.isPending}
              disabled={conflicts.length > 0}
              title={keysOf('Mod+S')}
            >
              {t('app.save')}
            </Button>
          </>
        )}
      </footer>
    </form>
  )
}
