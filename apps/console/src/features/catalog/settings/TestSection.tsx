import { useMutation } from '@tanstack/react-query'
import type { CatalogTest } from '@youwen/contract'
import { App, Button, Tag } from 'antd'
import { Send } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api } from '../../../platform/api.ts'
import { describe } from '../../../platform/failure.ts'
import { Section } from '../../../ui/Page.tsx'
import styles from './Settings.module.css'

/** Asks the company's system now, and shows what it makes of it. */
export function TestSection({ isReady }: { isReady: boolean }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const test = useMutation({
    mutationFn: () => api.catalog.test(),
    onError: (error) => void message.error(describe(error)),
  })
  return (
    <Section title={t('catalog.test.title')} hint={t('catalog.test.hint')}>
      <Button icon={<Send size={15} />} disabled={!isReady} loading={test.isPending} onClick={() => test.mutate()}>
        {t('catalog.test.do')}
      </Button>
      {test.data && (
        <ul className={styles.results} role="status">
          {test.data.kinds.map((one) => (
            <Result key={one.kind} {...one} />
          ))}
        </ul>
      )}
    </Section>
  )
}

function Result({ kind, trouble, status, tookMs, found, faults, sample }: CatalogTest['kinds'][number]) {
  const { t } = useTranslation()
  const isOffered = status !== 501
  return (
    <li>
      <p>
        <b>{t(`catalog.kinds.${kind}`)}</b>
        <Tag color={trouble ? 'error' : isOffered ? 'success' : 'default'}>
          {trouble ? t(`catalog.trouble.${trouble}`) : t(isOffered ? 'catalog.test.fine' : 'catalog.test.notOffered')}
        </Tag>
        <span className="num">
          {[
            status !== null && t('catalog.test.status', { status }),
            t('catalog.test.took', { ms: tookMs }),
            trouble === null && isOffered && t('catalog.test.found', { count: found }),
            sample !== '' && t('catalog.test.sample', { title: sample }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </p>
      {faults.length > 0 && (
        <div className={styles.faults}>
          {t('catalog.test.faults')}
          {faults.map((fault) => (
            <code key={fault}>{fault}</code>
          ))}
        </div>
      )}
    </li>
  )
}
