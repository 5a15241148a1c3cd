import { useQuery } from '@tanstack/react-query'
import type { Card, CardDuplicate, CardField } from '@youwen/contract'
import { Button } from 'antd'
import { UsersRound } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { queries } from '../../platform/api.ts'
import styles from './Duplicates.module.css'
import { textOf } from './edits.ts'
import { fieldName } from './field-name.ts'
import { MergeDialog } from './MergeDialog.tsx'

interface Props {
  readonly visitorId: string
  readonly card: Card
  readonly fields: readonly CardField[]
  readonly onMerged: (card: Card) => void
}

/** Somebody else with the same phone or WeChat: probably the same person. */
export function Duplicates({ visitorId, card, fields, onMerged }: Props) {
  const { t } = useTranslation()
  const found = useQuery(
    queries.card.duplicates.queryOptions({
      input: { visitorId },
      enabled: fields.some(({ kind, fieldId }) => (kind === 'phone' || kind === 'wechat') && fieldId in card.values),
    }),
  )
  const [chosen, setChosen] = useState<CardDuplicate>()
  return (
    <>
      {found.data?.map((duplicate) => (
        <div key={duplicate.visitorId} className={styles.duplicate} role="status">
          <UsersRound size={16} />
          <p>
            <b>{t('card.duplicate', { name: duplicate.name })}</b>
            <span>
              {fields
                .filter(({ fieldId }) => duplicate.matches.includes(fieldId))
                .map((field) => `${fieldName(field, t)} ${textOf(field, card.values[field.fieldId] ?? null)}`)
                .join(' · ')}
            </span>
          </p>
          <Button size="small" onClick={() => setChosen(duplicate)}>
            {t('card.compare')}
          </Button>
        </div>
      ))}
      {chosen && (
        <MergeDialog
          visitorId={visitorId}
          card={card}
          other={chosen}
          fields={fields}
          onClose={() => setChosen(undefined)}
          onMerged={onMerged}
        />
      )}
    </>
  )
}
