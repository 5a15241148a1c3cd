import type { AgentState, MonitoredAgent } from '@youwen/contract'
import type { WatchedAgents } from '@youwen/contract/feeds'
import { followAgents } from '@youwen/sdk/watched-agents'
import { Input, Segmented } from 'antd'
import { LayoutGrid, Rows3, Search, Users } from 'lucide-react'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../platform/api.ts'
import { useFollowed } from '../../platform/live.ts'
import { useClock } from '../../platform/me.ts'
import { useNow } from '../../platform/now.ts'
import { preferences, usePreferences } from '../../platform/preferences.ts'
import { dayOf, durationOf } from '../../platform/time.ts'
import { BoardFigures, BoardPage } from '../../ui/BoardPage.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureState } from '../../ui/FailureState.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { AgentCards } from './AgentCards.tsx'
import { AgentTable } from './AgentTable.tsx'
import { AgentTalks } from './AgentTalks.tsx'
import { compareAgents } from './figures.ts'

interface Props {
  readonly onOpenConversation: (conversationId: string) => void
  /** What can be done with an agent, at the end of his row. */
  readonly actions: (agent: MonitoredAgent) => ReactNode
}

/** D4.1: what the agents in my data scope do now, and did today. */
export function MonitorPage({ onOpenConversation, actions }: Props) {
  const { t } = useTranslation()
  const { monitorView } = usePreferences()
  const live = useFollowed<WatchedAgents>((client) => followAgents(client, api))
  useNextDay(live.refresh)
  const [state, setState] = useState<AgentState | 'all'>('all')
  const [words, setWords] = useState('')
  const [chosenId, setChosenId] = useState<string>()
  const all = useMemo(() => (live.model ? [...live.model.values()].sort(compareAgents) : []), [live.model])
  const shown = useMemo(() => {
    const wanted = words.trim().toLowerCase()
    return all.filter(
      (agent) =>
        (state === 'all' || agent.state === state) &&
        [agent.name, agent.nickname].some((each) => each.toLowerCase().includes(wanted)),
    )
  }, [all, state, words])
  const countOf = (wanted: AgentState) => all.filter((agent) => agent.state === wanted).length
  const states: readonly AgentState[] = ['online', 'busy', 'away', 'invisible', 'offline']

  return (
    <BoardPage
      title={t('monitor.title')}
      parts={
        <Segmented
          value={state}
          onChange={setState}
          options={[
            { value: 'all' as const, label: `${t('monitor.everybody')} ${all.length}` },
            ...states
              .filter((each) => each !== 'invisible' || countOf(each) > 0)
              .map((each) => ({ value: each, label: `${t(`team.state.${each}`)} ${countOf(each)}` })),
          ]}
        />
      }
      controls={
        <>
          <Input
            allowClear
            prefix={<Search size={15} />}
            placeholder={t('monitor.find')}
            aria-label={t('monitor.find')}
            onChange={(event) => setWords(event.target.value)}
            style={{ width: 180 }}
          />
          <Segmented
            value={monitorView}
            onChange={(view) => preferences.set({ monitorView: view })}
            options={[
              { value: 'table' as const, icon: <Rows3 size={15} />, title: t('monitor.asTable') },
              { value: 'cards' as const, icon: <LayoutGrid size={15} />, title: t('monitor.asCards') },
            ]}
          />
        </>
      }
    >
      {live.model && <Summary agents={all} />}
      {live.status === 'failed' && all.length === 0 ? (
        <FailureState error={live.error} onRetry={live.refresh} />
      ) : live.status === 'loading' && all.length === 0 ? (
        <Skeleton rows={8} hasAvatar />
      ) : shown.length === 0 ? (
        <EmptyState icon={<Users size={24} />} title={t('monitor.noneFits')} hint={t('monitor.noneFitsHint')} />
      ) : monitorView === 'table' ? (
        <AgentTable agents={shown} actions={actions} onChoose={setChosenId} />
      ) : (
        <AgentCards agents={shown} actions={actions} onChoose={setChosenId} />
      )}
      <AgentTalks
        agent={chosenId === undefined ? undefined : live.model?.get(chosenId)}
        onClose={() => setChosenId(undefined)}
        onOpenConversation={onOpenConversation}
      />
    </BoardPage>
  )
}

/** The whole team in four figures. */
function Summary({ agents }: { agents: readonly MonitoredAgent[] }) {
  const { t } = useTranslation()
  const sum = (figure: (agent: MonitoredAgent) => number) => agents.reduce((total, agent) => total + figure(agent), 0)
  const load = sum((agent) => agent.load)
  const room = sum((agent) => (agent.state === 'online' ? Math.max(0, agent.capacity - agent.load) : 0))
  const answering = agents.filter(({ responseMs }) => responseMs !== null)
  const weight = answering.reduce((total, { conversations }) => total + Math.max(1, conversations), 0)
  const response =
    weight === 0
      ? null
      : answering.reduce(
          (total, { responseMs, conversations }) => total + (responseMs ?? 0) * Math.max(1, conversations),
          0,
        ) / weight
  const figures = [
    { name: t('monitor.nowTalking'), value: String(load) },
    { name: t('monitor.freePlaces'), value: String(room), isAlarming: room === 0 && load > 0 },
    { name: t('monitor.talksToday'), value: String(sum((agent) => agent.conversations)) },
    { name: t('monitor.response'), value: response === null ? '–' : durationOf(response) },
  ]
  return <BoardFigures figures={figures} />
}

/** At midnight, where the company is, the figures begin anew. */
function useNextDay(begin: () => void) {
  const clock = useClock()
  const day = dayOf(clock, new Date(useNow()))
  const [first] = useState(day)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once a day
  useEffect(() => {
    if (day !== first) begin()
  }, [day])
}
