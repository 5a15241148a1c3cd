import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Visitor } from '@youwen/contract'
import { App, Button, Input } from 'antd'
import { Pencil } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../platform/api.ts'
import { describe } from '../../platform/failure.ts'
import { useMay } from '../../platform/me.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import styles from './VisitorName.module.css'

/** The visitor's name, and a pencil to change it. An empty one brings the default name back. */
export function VisitorName({ visitor, defaultName }: { visitor: Visitor; defaultName: string }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const cache = useQueryClient()
  const mayRename = useMay('conversation.serve')
  const [draft, setDraft] = useState<string>()
  const rename = useMutation({
    mutationFn: (name: string) => api.visitor.rename({ visitorId: visitor.visitorId, name }),
    onSuccess: () => setDraft(undefined),
    onError: (error) => void message.error(describe(error)),
    onSettled: () => cache.invalidateQueries({ queryKey: queries.visitor.key() }),
  })
  const name = visitor.name || defaultName

  if (draft === undefined) {
    return (
      <div className={styles.name}>
        <Avatar id={visitor.visitorId} name={name} size={40} />
        <span className={styles.text}>{name}</span>
        {mayRename && (
          <Button
            type="text"
            size="small"
            icon={<Pencil size={14} />}
            aria-label={t('visitor.rename')}
            title={t('visitor.rename')}
            onClick={() => setDraft(visitor.name)}
          />
        )}
      </div>
    )
  }
  return (
    <div className={styles.name}>
      <Input
        autoFocus
        value={draft}
        maxLength={60}
        placeholder={defaultName}
        aria-label={t('visitor.rename')}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) rename.mutate(draft.trim())
          if (event.key === 'Escape') setDraft(undefined)
        }}
      />
      <Button type="primary" loading={rename.isPending} onClick={() => rename.mutate(draft.trim())}>
        {t('app.save')}
      </Button>
    </div>
  )
}
