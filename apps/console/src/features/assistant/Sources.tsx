import type { AssistantSource } from '@youwen/contract'
import { Popover, Tag } from 'antd'
import { BookOpen } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import styles from './AssistantPanel.module.css'

/** What of the knowledge base a suggestion rests on: a tag each, which opens what is written there. */
export function Sources({ sources }: { sources: readonly AssistantSource[] }) {
  const { t } = useTranslation()
  if (sources.length === 0) return null
  return (
    <div className={styles.sources}>
      <span className={styles.muted}>{t('assistant.restsOn')}</span>
      {sources.map(({ entryId, title, answer }) => (
        <Popover
          key={entryId}
          trigger={['hover', 'click']}
          title={title}
          content={<p className={styles.source}>{answer}</p>}
        >
          <Tag icon={<BookOpen size={12} />} variant="filled" role="button" tabIndex={0} className={styles.tag ?? ''}>
            {title}
          </Tag>
        </Popover>
      ))}
    </div>
  )
}
