import type { MonitoredAgent } from '@youwen/contract'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../platform/now.ts'
import { durationOf } from '../../platform/time.ts'
import styles from './AgentCards.module.css'
import { AgentName, Load, Pace } from './Figures.tsx'
import { timesOf } from './figures.ts'

interface Props {
  readonly agents: readonly MonitoredAgent[]
  readonly actions: (agent: MonitoredAgent) => ReactNode
  readonly onChoose: (agentId: string) => void
}

export function AgentCards({ agents, actions, onChoose }: Props) {
  const { t } = useTranslation()
  return (
    <ul className={styles.cards}>
      {agents.map((agent) => (
        <li key={agent.agentId} className={styles.card} data-state={agent.state}>
          <div className={styles.top}>
            <button type="button" className={styles.who} onClick={() => onChoose(agent.agentId)}>
              <AgentName agent={agent} />
            </button>
            {actions(agent)}
          </div>
          <Load agent={agent} />
          <dl className={styles.figures}>
            <div>
              <dt>{t('monitor.talksToday')}</dt>
              <dd className="num">{agent.conversations}</dd>
            </div>
            <div>
              <dt>{t('monitor.firstResponse')}</dt>
              <dd className="num">
                <Pace ms={agent.firstResponseMs} />
              </dd>
            </div>
            <div>
              <dt>{t('monitor.response')}</dt>
              <dd className="num">
                <Pace ms={agent.responseMs} />
              </dd>
            </div>
            <div>
              <dt>{t('monitor.onlineToday')}</dt>
              <dd className="num">
                <Online agent={agent} />
              </dd>
            </div>
          </dl>
        </li>
      ))}
    </ul>
  )
}

const Online = ({ agent }: { agent: MonitoredAgent }) => durationOf(timesOf(agent, useNow()).onlineMs)
