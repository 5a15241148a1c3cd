import { Input } from 'antd'
import { Search } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './ProductPicker.module.css'
import { ProductSearch } from './ProductSearch.tsx'
import { useSend } from './use-send.ts'

export function ProductPicker({ onSent }: { onSent: () => void }) {
  const { t } = useTranslation()
  const [words, setWords] = useState('')
  const send = useSend()
  return (
    <div className={styles.picker}>
      <Input
        autoFocus
        allowClear
        variant="filled"
        prefix={<Search size={15} />}
        placeholder={t('catalog.search')}
        aria-label={t('catalog.search')}
        maxLength={100}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <div className={styles.found}>
        <ProductSearch words={words} send={send} onSent={onSent} />
      </div>
    </div>
  )
}
