import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Filter, FilterPlace, SavedFilter } from '@youwen/contract'
import { App, Button, Input, Tooltip } from 'antd'
import { Bookmark, Save, Trash2, Users } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../platform/api.ts'
import { describe } from '../../platform/failure.ts'
import { useMay, useMe } from '../../platform/me.ts'
import styles from './FilterBar.module.css'

interface Props {
  readonly place: FilterPlace
  readonly filter: Filter | undefined
  readonly onChoose: (filter: Filter) => void
}

/** Filters under a name: one's own, and those that are shared. */
export function SavedFilters({ place, filter, onChoose }: Props) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const cache = useQueryClient()
  const me = useMe()
  const mayShare = useMay('filter.share')
  const saved = useQuery(queries.filter.saved.queryOptions({ input: { place } }))
  const [name, setName] = useState('')

  async function change(work: () => Promise<unknown>) {
    try {
      await work()
      await cache.invalidateQueries({ queryKey: queries.filter.key() })
    } catch (error) {
      void message.error(describe(error))
    }
  }
  const save = (wanted: Filter) =>
    change(async () => {
      await api.filter.add({ place, name: name.trim(), filter: wanted })
      setName('')
    })

  return (
    <div className={styles.saved}>
      {saved.data?.map((one) => (
        <SavedLine
          key={one.filterId}
          saved={one}
          isOwn={one.agentId === me.agentId}
          mayShare={mayShare}
          isChosen={JSON.stringify(one.filter) === JSON.stringify(filter)}
          onChoose={() => onChoose(one.filter)}
          onShare={() => change(() => api.filter.share({ filterId: one.filterId, isShared: !one.isShared }))}
          onRemove={() => change(() => api.filter.remove({ filterId: one.filterId }))}
        />
      ))}
      {filter && (
        <form
          className={styles.save}
          onSubmit={(event) => {
            event.preventDefault()
            if (name.trim() !== '') void save(filter)
          }}
        >
          <Input
            size="small"
            variant="filled"
            maxLength={40}
            placeholder={t('filter.saveAs')}
            aria-label={t('filter.saveAs')}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <Button size="small" htmlType="submit" disabled={name.trim() === ''} icon={<Save size={14} />}>
            {t('app.save')}
          </Button>
        </form>
      )}
    </div>
  )
}

function SavedLine({
  saved,
  isOwn,
  mayShare,
  isChosen,
  onChoose,
  onShare,
  onRemove,
}: {
  saved: SavedFilter
  isOwn: boolean
  mayShare: boolean
  isChosen: boolean
  onChoose: () => void
  onShare: () => void
  onRemove: () => void
}) {
  const { t } = useTranslation()
  const share = t(saved.isShared ? 'filter.unshare' : 'filter.share')
  return (
    <div className={styles.line} data-chosen={isChosen}>
      <button type="button" className={styles.name} onClick={onChoose}>
        {saved.isShared ? <Users size={14} /> : <Bookmark size={14} />}
        <span>{saved.name}</span>
      </button>
      {mayShare && (
        <Tooltip title={share} mouseEnterDelay={0.4}>
          <Button
            type="text"
            size="small"
            icon={<Users size={14} />}
            aria-label={share}
            aria-pressed={saved.isShared}
            onClick={onShare}
          />
        </Tooltip>
      )}
      {isOwn && (!saved.isShared || mayShare) && (
        <Button
          type="text"
          size="small"
          icon={<Trash2 size={14} />}
          aria-label={t('app.removeNamed', { name: saved.name })}
          onClick={onRemove}
        />
      )}
    </div>
  )
}
