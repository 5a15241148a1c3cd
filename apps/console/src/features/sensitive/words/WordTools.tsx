import { Input } from 'antd'
import { Search } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { ActionFilter } from '../ActionFilter.tsx'
import styles from '../SensitivePage.module.css'
import type { Wish } from './use-words.ts'

/** What the list is narrowed to. */
export function WordTools({ wish, onWish }: { wish: Wish; onWish: (wish: Wish) => void }) {
  const { t } = useTranslation()
  return (
    <>
      <ActionFilter value={wish.action} onChange={(action) => onWish({ ...wish, action })} />
      <Input
        allowClear
        className={styles.find}
        prefix={<Search size={15} />}
        placeholder={t('sensitive.find')}
        aria-label={t('sensitive.find')}
        maxLength={50}
        value={wish.find}
        onChange={(event) => onWish({ ...wish, find: event.target.value })}
      />
    </>
  )
}
