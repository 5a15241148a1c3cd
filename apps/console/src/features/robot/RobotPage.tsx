import type { UnansweredQuestion } from '@youwen/contract'
import { Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Knowledge } from './knowledge/Knowledge.tsx'
import styles from './RobotPage.module.css'
import { SettingsPane } from './settings/SettingsPane.tsx'
import { UnansweredList } from './unanswered/UnansweredList.tsx'

const parts = ['knowledge', 'unanswered', 'settings'] as const
type Part = (typeof parts)[number]

/** What the robot knows, what it did not know, and how it behaves (D2.7). */
export function RobotPage() {
  const { t } = useTranslation()
  const [part, setPart] = useState<Part>('knowledge')
  const [asked, setAsked] = useState<UnansweredQuestion>()
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <div>
          <h1>{t('robot.title')}</h1>
          <p>{t('robot.hint')}</p>
        </div>
        <Segmented<Part>
          value={part}
          onChange={(next) => {
            setAsked(undefined)
            setPart(next)
          }}
          options={parts.map((value) => ({ value, label: t(`robot.part.${value}`) }))}
        />
      </header>
      {part === 'knowledge' && <Knowledge asked={asked} onSettled={() => setAsked(undefined)} />}
      {part === 'unanswered' && (
        <UnansweredList
          onTeach={(question) => {
            setAsked(question)
            setPart('knowledge')
          }}
        />
      )}
      {part === 'settings' && <SettingsPane />}
    </div>
  )
}
