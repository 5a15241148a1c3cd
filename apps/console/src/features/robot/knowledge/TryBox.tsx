import { useMutation, useQuery } from '@tanstack/react-query'
import type { RobotTrial } from '@youwen/contract'
import { App, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../../platform/api.ts'
import { describe } from '../../../platform/failure.ts'
import styles from './Knowledge.module.css'

/** What the robot would make of a question, and how sure it is: to try without a visitor. */
export function TryBox({ onChoose }: { onChoose: (entryId: string) => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const attempt = useMutation({
    mutationFn: (question: string) => api.robot.try({ question }),
    onError: (error) => void message.error(describe(error)),
  })
  const trial = attempt.data
  return (
    <div className={styles.body}>
      <header className={styles.title}>
        <h2>{t('robot.try.title')}</h2>
      </header>
      <p className={styles.hint}>{t('robot.try.hint')}</p>
      <Input.Search
        size="large"
        allowClear
        maxLength={500}
        placeholder={t('robot.try.example')}
        aria-label={t('robot.try.title')}
        enterButton={t('robot.try.ask')}
        loading={attempt.isPending}
        onSearch={(text) => text.trim() !== '' && attempt.mutate(text.trim())}
      />
      {trial && <Found trial={trial} onChoose={onChoose} />}
    </div>
  )
}

function Found({ trial, onChoose }: { trial: RobotTrial; onChoose: (entryId: string) => void }) {
  const { t } = useTranslation()
  const settings = useQuery(queries.robot.settings.queryOptions({ staleTime: 30_000 })).data
  const { outcome, by, words, candidates, tookMs } = trial
  const sureness = (score: number) =>
    !settings || score < settings.suggestAt ? 'no' : score < settings.answerAt ? 'menu' : 'answer'
  return (
    <div className={styles.found} role="status">
      <p className={styles.outcome}>
        <b>{t(`robot.outcome.${outcome}`)}</b>
        {by === 'assistant' && <em>{t('robot.try.byAssistant')}</em>}
        <small>
          {t('robot.try.understood', { words: words.join('、') || t('robot.try.nothing') })}
          {' · '}
          <span className="num">{t('robot.try.took', { ms: tookMs.toFixed(1) })}</span>
        </small>
      </p>
      {candidates.map(({ entryId, title, phrasing, score }) => (
        <button
          key={entryId}
          type="button"
          className={styles.candidate}
          data-sure={sureness(score)}
          onClick={() => onChoose(entryId)}
        >
          <span>
            {title}
            {phrasing !== title && <small>{t('robot.try.by', { phrasing })}</small>}
          </span>
          <span className={styles.bar}>
            <i style={{ width: `${Math.round(score * 100)}%` }} />
          </span>
          <span className={`${styles.score} num`}>{Math.round(score * 100)}%</span>
        </button>
      ))}
    </div>
  )
}
