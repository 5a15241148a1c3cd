import type { MonitoredAgent } from '@youwen/contract'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../platform/now.ts'
import { durationOf } from '../../platform/time.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import styles from './Figures.module.css'
import { timesOf } from './figures.ts'

/** Slower than this a visitor begins to wonder whether anybody is there. */
const slowMs = 60_000

export function AgentName({ agent }: { agent: MonitoredAgent }) {
  const { t } = useTranslation()
  return (
    <span className={styles.who}>
      <Avatar id={agent.agentId} name={agent.name} url={agent.avatarUrl} size={32} state={agent.state} />
      <span className={styles.words}>
        <span className={styles.name} title={agent.name}>
          {agent.name}
        </span>
        <small>
          {t(`team.state.${agent.state}`)}
          {agent.since !== null && (
            <>
              {' · '}
              <Since agent={agent} />
            </>
          )}
        </small>
      </span>
    </span>
  )
}

const Since = ({ agent }: { agent: MonitoredAgent }) => (
  <span className="num">{durationOf(timesOf(agent, useNow()).inStateMs)}</span>
)

/** How full somebody is: a bar says it before the figure is read. */
export function Load({ agent: { load, capacity } }: { agent: MonitoredAgent }) {
  const { t } = useTranslation()
  const share = capacity === 0 ? (load > 0 ? 1 : 0) : Math.min(1, load / capacity)
  return (
    <span className={styles.load} title={t('monitor.loadOf', { load, capacity })}>
      <span className={styles.bar}>
        <i style={{ width: `${share * 100}%` }} data-full={share >= 1} />
      </span>
      <span className="num">
        {load}
        <small> / {capacity}</small>
      </span>
    </span>
  )
}

/** A time to answer, as a clock shows it. */
export const Pace = ({ ms }: { ms: number | null }) =>
  ms === null ? (
    <span className={styles.none}>–</span>
  ) : (
    <span className={styles.pace} data-slow={ms >= slowMs}>
      {durationOf(ms)}
    </span>
  )
