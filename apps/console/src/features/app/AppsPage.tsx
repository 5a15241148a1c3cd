import type { AppName, OptionalApp } from '@youwen/contract'
import { optionalApps } from '@youwen/contract/app-list'
import { Input } from 'antd'
import { LayoutGrid, Search } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApps } from '../../platform/apps.ts'
import { useMay } from '../../platform/me.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureState } from '../../ui/FailureState.tsx'
import { Page } from '../../ui/Page.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import styles from './AppsPage.module.css'
import { AppTile } from './AppTile.tsx'
import { arrange } from './arrange.ts'
import type { ShownApp } from './shown-app.ts'

const isOptional = (app: AppName): app is OptionalApp => (optionalApps as readonly AppName[]).includes(app)

/** D6.2: the company's apps, those that one uses most first. Arrow keys go from tile to tile. */
export function AppsPage({ shown }: { shown: readonly ShownApp[] }) {
  const { t } = useTranslation()
  // What is used most changes by using it.
  const entries = useApps(0)
  const mayManage = useMay('app.manage')
  const [words, setWords] = useState('')
  const grid = useRef<HTMLDivElement>(null)
  const { frequent, rest, off } = arrange(shown, entries.data ?? [], words)

  const section = (title: string, apps: readonly ShownApp[], isOff = false, hint?: string) =>
    apps.length > 0 && (
      <section className={styles.section} aria-label={title}>
        <h2>{title}</h2>
        {hint && <p className={styles.hint}>{hint}</p>}
        <ul className={styles.grid}>
          {apps.map((one) => (
            <AppTile
              key={one.app}
              shown={one}
              isOff={isOff}
              switchable={mayManage && isOptional(one.app) ? one.app : undefined}
            />
          ))}
        </ul>
      </section>
    )
  const found = frequent.length + rest.length + off.length

  return (
    <Page isWide title={t('apps.title')} hint={t('apps.hint')}>
      <Input
        allowClear
        className={styles.search ?? ''}
        prefix={<Search size={15} className={styles.icon} />}
        placeholder={t('apps.search')}
        aria-label={t('apps.search')}
        value={words}
        onChange={(event) => setWords(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) (frequent[0] ?? rest[0])?.open()
          if (event.key === 'ArrowDown') tilesIn(grid.current)[0]?.focus()
        }}
      />
      {entries.isPending && <Skeleton rows={4} hasAvatar />}
      {entries.isError && <FailureState error={entries.error} onRetry={() => void entries.refetch()} />}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the tiles are buttons; arrow keys are a convenience */}
      <div ref={grid} onKeyDown={(event) => move(event, grid.current)}>
        {entries.data && section(t('apps.frequent'), frequent)}
        {entries.data && section(t('apps.all'), rest)}
        {entries.data && mayManage && section(t('apps.off'), off, true, t('apps.offHint'))}
      </div>
      {entries.data && found === 0 && (
        <EmptyState
          icon={<LayoutGrid size={24} />}
          title={t('apps.none', { words: words.trim() })}
          hint={t('apps.noneHint')}
        />
      )}
    </Page>
  )
}

const tilesIn = (grid: HTMLElement | null) => [...(grid?.querySelectorAll<HTMLElement>('[data-tile]') ?? [])]

/** To the tile that lies in that direction, as the eye goes: rows differ in length. */
function move(event: KeyboardEvent, grid: HTMLElement | null) {
  const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key]
  const tiles = tilesIn(grid)
  const at = tiles.indexOf(document.activeElement as HTMLElement)
  if (!way || at < 0) return
  event.preventDefault()
  const [x = 0, y = 0] = way
  if (x !== 0) return tiles[at + x]?.focus()
  const here = tiles[at]?.getBoundingClientRect()
  if (!here) return
  const beyond = tiles
    .map((tile) => ({ tile, box: tile.getBoundingClientRect() }))
    .filter(({ box }) => (y > 0 ? box.top > here.top + 8 : box.top < here.top - 8))
    .sort((a, b) => (a.box.top - b.box.top) * y || Math.abs(a.box.left - here.left) - Math.abs(b.box.left - here.left))
  beyond[0]?.tile.focus()
}
