import { useQuery } from '@tanstack/react-query'
import type { LiveVisitor } from '@youwen/contract'
import { visitorNameOf } from '@youwen/contract/visitor-name'
import { Button, Drawer, Dropdown, Input, Segmented, Select } from 'antd'
import type { TFunction } from 'i18next'
import { Columns3, Footprints, Search } from 'lucide-react'
import { type ReactNode, useCallback, useDeferredValue, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { queries } from '../../platform/api.ts'
import { preferences, usePreferences } from '../../platform/preferences.ts'
import { useWidth } from '../../platform/width.ts'
import { BoardPage } from '../../ui/BoardPage.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureState } from '../../ui/FailureState.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { deviceOf, pathOf, regionOf, sourceOf } from './facts.ts'
import {
  type ColumnName,
  columnNames,
  createArranger,
  createFinder,
  remembered,
  type TextOf,
  usualColumns,
  usualOrder,
} from './live.ts'
import { useLiveVisitors } from './use-live-visitors.ts'
import { VisitorGrid } from './VisitorGrid.tsx'
import { VisitorPanel } from './VisitorPanel.tsx'
import styles from './VisitorsPage.module.css'

type Where = 'here' | 'left' | 'all'

interface Props {
  readonly onOpenConversation: (conversationId: string) => void
  /** What can be done with somebody: in his row, and with more words beside his trail. */
  readonly actions?: (visitor: LiveVisitor, name: string, place: 'row' | 'panel') => ReactNode
  /** Where else to go from here. */
  readonly links?: ReactNode
  /** A filter that others bring: what narrows the table, and where it is set. */
  readonly filter?: { readonly bar: ReactNode; readonly lets?: (visitor: LiveVisitor) => boolean }
}

/** D5.1: who is on the sites now, and who left today. */
export function VisitorsPage({ onOpenConversation, actions, links, filter }: Props) {
  const { t } = useTranslation()
  const width = useWidth()
  const live = useLiveVisitors()
  const [where, setWhere] = useState<Where>('here')
  const [siteId, setSiteId] = useState<string>()
  const [typed, setTyped] = useState('')
  const [order, setOrder] = useState(usualOrder)
  const [chosenId, setChosenId] = useState<string>()
  const sites = useQuery(queries.company.sites.queryOptions({ staleTime: 60_000 }))
  /** Of sites and of their styles. */
  const names = useMemo(
    () =>
      new Map(
        sites.data?.flatMap(({ siteId, name, styles: looks }) => [
          [siteId, name] as const,
          ...looks.map((style) => [style.styleId, style.name] as const),
        ]),
      ),
    [sites.data],
  )
  const columns = useColumns()

  const nameOf = useCallback(
    (visitor: LiveVisitor) =>
      visitorNameOf({
        ...visitor,
        siteName: names.get(visitor.siteId) ?? '',
        styleName: names.get(visitor.styleId ?? '') ?? '',
      }) || t('visitor.one'),
    [names, t],
  )
  const textOf: TextOf = useMemo(() => remembered((visitor, column) => textIn(visitor, column, nameOf, t)), [nameOf, t])
  const finds = useMemo(() => createFinder(textOf), [textOf])
  const arranged = useMemo(() => createArranger(textOf), [textOf])
  const words = useDeferredValue(typed).trim().toLowerCase().split(/\s+/).filter(Boolean).join(' ')
  const all = useMemo(() => (live.model ? [...live.model.values()] : []), [live.model])
  const here = useMemo(() => all.reduce((count, { leftAt }) => count + (leftAt === null ? 1 : 0), 0), [all])
  const lets = filter?.lets
  const shown = useMemo(() => {
    const wanted = words.split(' ').filter(Boolean)
    const kept = all.filter(
      (visitor) =>
        (where === 'all' || (visitor.leftAt === null) === (where === 'here')) &&
        (!siteId || visitor.siteId === siteId) &&
        (!lets || lets(visitor)) &&
        finds(visitor, wanted),
    )
    return arranged(kept, order)
  }, [all, where, siteId, words, order, arranged, finds, lets])
  const rowActions = useMemo(
    () => actions && ((visitor: LiveVisitor) => actions(visitor, nameOf(visitor), 'row')),
    [actions, nameOf],
  )
  const chosen = chosenId === undefined ? undefined : live.model?.get(chosenId)
  const toggleOrder = (by: ColumnName) =>
    setOrder((now) => ({ by, isDescending: now.by === by ? !now.isDescending : false }))

  return (
    <BoardPage
      title={t('visitor.live')}
      parts={
        <Segmented
          value={where}
          onChange={setWhere}
          options={[
            { value: 'here', label: t('visitor.here', { count: here }) },
            { value: 'left', label: t('visitor.leftToday', { count: all.length - here }) },
            { value: 'all', label: t('visitor.everybody') },
          ]}
        />
      }
      controls={
        <>
          {(sites.data?.length ?? 0) > 1 && (
            <Select
              allowClear
              value={siteId}
              onChange={setSiteId}
              placeholder={t('visitor.allSites')}
              aria-label={t('visitor.site')}
              style={{ width: 140 }}
              options={(sites.data ?? []).map((site) => ({ value: site.siteId, label: site.name }))}
            />
          )}
          <Input
            allowClear
            prefix={<Search size={15} />}
            placeholder={t('visitor.find')}
            aria-label={t('visitor.find')}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            style={{ width: 200 }}
          />
          <ColumnChooser columns={columns} />
          {links}
        </>
      }
    >
      {filter && <div className={styles.filter}>{filter.bar}</div>}
      {live.status === 'failed' && all.length === 0 ? (
        <FailureState error={live.error} onRetry={live.refresh} />
      ) : live.status === 'loading' && all.length === 0 ? (
        <Skeleton rows={10} />
      ) : shown.length === 0 ? (
        words || siteId || lets ? (
          <EmptyState icon={<Search size={24} />} title={t('visitor.noneFits')} hint={t('visitor.noneFitsHint')} />
        ) : (
          <EmptyState icon={<Footprints size={24} />} title={t('visitor.nobody')} hint={t('visitor.nobodyHint')} />
        )
      ) : (
        <VisitorGrid
          visitors={shown}
          columns={columns}
          order={order}
          onOrder={toggleOrder}
          textOf={textOf}
          chosenId={chosenId}
          onChoose={setChosenId}
          actions={rowActions}
        />
      )}
      <Drawer
        open={chosenId !== undefined}
        mask={false}
        onClose={() => setChosenId(undefined)}
        size={Math.min(400, width)}
        title={t('visitor.details')}
        styles={{ body: { padding: 0 } }}
        extra={
          chosen?.conversationId ? (
            <Button type="primary" onClick={() => chosen.conversationId && onOpenConversation(chosen.conversationId)}>
              {t('visitor.openConversation')}
            </Button>
          ) : (
            chosen && actions?.(chosen, nameOf(chosen), 'panel')
          )
        }
      >
        {chosen && (
          <VisitorPanel
            key={chosen.visitId}
            visitorId={chosen.visitorId}
            visitId={chosen.visitId}
            defaultName={nameOf(chosen)}
            face={chosen.region.city || chosen.region.province}
          />
        )}
        {!chosen && chosenId && <EmptyState title={t('visitor.hasLeft')} hint={t('visitor.hasLeftHint')} />}
      </Drawer>
    </BoardPage>
  )
}

function useColumns(): readonly ColumnName[] {
  const { visitorColumns } = usePreferences()
  return useMemo(() => {
    const chosen = visitorColumns === null ? usualColumns : columnNames.filter((name) => visitorColumns.includes(name))
    return chosen.length > 0 ? chosen : usualColumns
  }, [visitorColumns])
}

function ColumnChooser({ columns }: { columns: readonly ColumnName[] }) {
  const { t } = useTranslation()
  const [isOpen, setIsOpen] = useState(false)
  const toggle = (name: ColumnName) =>
    preferences.set({
      visitorColumns: columns.includes(name) ? columns.filter((one) => one !== name) : [...columns, name],
    })
  return (
    <Dropdown
      trigger={['click']}
      open={isOpen}
      // Several are chosen in a row.
      onOpenChange={(next, { source }) => (source === 'trigger' || next) && setIsOpen(next)}
      menu={{
        multiple: true,
        selectable: true,
        selectedKeys: [...columns],
        items: [
          ...columnNames.map((name) => ({
            key: name,
            label: t(`visitor.column.${name}`),
            disabled: name === 'name',
            onClick: () => toggle(name),
          })),
          { type: 'divider' as const },
          { key: 'usual', label: t('visitor.usualColumns'), onClick: () => preferences.set({ visitorColumns: null }) },
        ],
      }}
    >
      <Button
        icon={<Columns3 size={16} />}
        aria-label={t('visitor.chooseColumns')}
        title={t('visitor.chooseColumns')}
      />
    </Dropdown>
  )
}

function textIn(
  visitor: LiveVisitor,
  column: ColumnName,
  nameOf: (visitor: LiveVisitor) => string,
  t: TFunction,
): string {
  switch (column) {
    case 'name':
      return nameOf(visitor)
    case 'region':
      return regionOf({ ...visitor.region, country: visitor.region.province ? '' : visitor.region.country })
    case 'source':
      return sourceOf({ source: { ...visitor.source, keyword: null } }, t)
    case 'keyword':
      return visitor.source.keyword ?? ''
    case 'page':
      return visitor.currentTitle || pathOf(visitor.currentUrl)
    case 'terminal':
      return [t(`visitor.terminal.${visitor.device.terminal}`), deviceOf(visitor.device)].filter(Boolean).join(' · ')
    case 'ip':
      return visitor.ip
    case 'pages':
      return String(visitor.pageCount)
    case 'visits':
      return String(visitor.visitCount)
    default:
      return ''
  }
}
