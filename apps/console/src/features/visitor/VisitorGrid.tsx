// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by their position, which a table's cannot be
import { useVirtualizer } from '@tanstack/react-virtual'
import type { LiveVisitor } from '@youwen/contract'
import type { TFunction } from 'i18next'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { memo, type ReactNode, useCallback, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../platform/now.ts'
import { durationOf } from '../../platform/time.ts'
import { type ColumnName, type Order, stateOf, type TextOf } from './live.ts'
import styles from './VisitorGrid.module.css'

const rowHeight = 44
const isFigure: ReadonlySet<ColumnName> = new Set(['pages', 'time', 'visits'])

const widths: Readonly<Record<ColumnName, string>> = {
  name: 'minmax(168px, 1.3fr)',
  state: '92px',
  region: 'minmax(104px, 0.8fr)',
  source: 'minmax(104px, 0.8fr)',
  keyword: 'minmax(96px, 0.7fr)',
  page: 'minmax(180px, 1.6fr)',
  pages: '64px',
  time: '88px',
  visits: '72px',
  terminal: 'minmax(120px, 0.8fr)',
  ip: '130px',
}

interface Props {
  readonly visitors: readonly LiveVisitor[]
  readonly columns: readonly ColumnName[]
  readonly order: Order
  readonly onOrder: (by: ColumnName) => void
  readonly textOf: TextOf
  readonly chosenId: string | undefined
  readonly onChoose: (visitId: string) => void
  /** What can be done with somebody, at the end of his row. */
  readonly actions: ((visitor: LiveVisitor) => ReactNode) | undefined
}

/** As many rows as there are visitors, of which only those in sight exist. */
export function VisitorGrid({ visitors, columns, order, onOrder, textOf, chosenId, onChoose, actions }: Props) {
  const { t } = useTranslation()
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: visitors.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    // The same function for the same rows: another one has all of them placed anew.
    getItemKey: useCallback((index: number) => visitors[index]?.visitId ?? index, [visitors]),
    overscan: 12,
  })
  const template = { gridTemplateColumns: `${columns.map((name) => widths[name]).join(' ')} 88px` }
  return (
    <div ref={scroller} className={styles.scroller} role="table" aria-rowcount={visitors.length + 1}>
      <div className={styles.head} role="row" tabIndex={-1} style={template}>
        {columns.map((name) => (
          <button
            key={name}
            type="button"
            role="columnheader"
            className={styles.title}
            data-figure={isFigure.has(name)}
            aria-sort={order.by === name ? (order.isDescending ? 'descending' : 'ascending') : 'none'}
            onClick={() => onOrder(name)}
          >
            <span>{t(`visitor.column.${name}`)}</span>
            {order.by === name && (order.isDescending ? <ArrowDown size={13} /> : <ArrowUp size={13} />)}
          </button>
        ))}
        <span aria-hidden="true" />
      </div>
      <div className={styles.canvas} role="rowgroup" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const visitor = visitors[index]
          return (
            visitor && (
              <Row
                key={key}
                index={index}
                top={start}
                visitor={visitor}
                columns={columns}
                columnsKey={template.gridTemplateColumns}
                textOf={textOf}
                isChosen={visitor.visitId === chosenId}
                onChoose={onChoose}
                actions={actions}
                t={t}
              />
            )
          )
        })}
      </div>
    </div>
  )
}

interface RowProps extends Pick<Props, 'columns' | 'textOf' | 'onChoose' | 'actions'> {
  readonly index: number
  readonly top: number
  readonly visitor: LiveVisitor
  readonly columnsKey: string
  readonly isChosen: boolean
  /** Handed down: rows come and go by the hundred while somebody scrolls, and each would listen for other languages. */
  readonly t: TFunction
}

const Row = memo(function Row({
  index,
  top,
  visitor,
  columns,
  columnsKey,
  textOf,
  isChosen,
  onChoose,
  actions,
  t,
}: RowProps) {
  // Buttons and menus are heavy, and only those of the row somebody is at are ever used.
  const [isNear, setIsNear] = useState(false)
  const state = stateOf(visitor)
  const choose = () => onChoose(visitor.visitId)
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isChosen}
      tabIndex={0}
      className={styles.row}
      data-state={state}
      style={{ transform: `translateY(${top}px)`, gridTemplateColumns: columnsKey }}
      onClick={choose}
      onMouseEnter={() => setIsNear(true)}
      onFocus={() => setIsNear(true)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && event.target === event.currentTarget) choose()
      }}
    >
      {columns.map((name) => (
        <span
          key={name}
          role="cell"
          className={isFigure.has(name) ? `${styles.cell} num` : styles.cell}
          data-figure={isFigure.has(name)}
        >
          {name === 'state' ? (
            <span className={styles.state} data-state={state}>
              {t(`visitor.stateName.${state}`)}
            </span>
          ) : name === 'time' ? (
            <TimeOnSite visitor={visitor} />
          ) : (
            <Text text={textOf(visitor, name)} />
          )}
        </span>
      ))}
      {/** biome-ignore lint/a11y/useKeyWithClickEvents: it only keeps clicks on buttons from choosing the row */}
      <span role="cell" className={styles.actions} onClick={(event) => event.stopPropagation()}>
        {(isNear || isChosen) && actions?.(visitor)}
      </span>
    </div>
  )
})

const Text = ({ text }: { text: string }) =>
  text ? <span title={text}>{text}</span> : <span className={styles.none}>–</span>

const TimeOnSite = ({ visitor: { startedAt, leftAt } }: { visitor: LiveVisitor }) =>
  leftAt === null ? <Growing since={startedAt} /> : durationOf(Date.parse(leftAt) - Date.parse(startedAt))
const Growing = ({ since }: { since: string }) => durationOf(useNow() - Date.parse(since))
