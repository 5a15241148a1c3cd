import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Visitor } from '@youwen/contract'
import { App, Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../platform/api.ts'
import { describe } from '../../platform/failure.ts'
import styles from './VisitorName.module.css'

interface Props {
  readonly visitor: Visitor
  readonly placeholder: string
  readonly onDone: () => void
}

export function RenameForm({ visitor, placeholder, onDone }: Props) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const cache = useQueryClient()
  const [name, setName] = useState(visitor.name)
  const rename = useMutation({
    mutationFn: () => api.visitor.rename({ visitorId: visitor.visitorId, name: name.trim() }),
    onSuccess: onDone,
    onError: (error) => void message.error(describe(error)),
    onSettled: () => cache.invalidateQueries({ queryKey: queries.visitor.key() }),
  })
  return (
    <div className={styles.name}>
      <Input
        autoFocus
        value={name}
        maxLength={60}
        placeholder={placeholder}
        aria-label={t('visitor.rename')}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) rename.mutate()
          if (event.key === 'Escape') onDone()
        }}
      />
      <Button type="primary" loading={rename.isPending} onClick={() => rename.mutate()}>
        {t('app.save')}
      </Button>
    </div>
  )
}
