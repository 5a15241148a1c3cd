import type { CatalogKind, CatalogSettings } from '@youwen/contract'
import { Button } from 'antd'
import { FileUp, Package, ReceiptText, TicketPercent } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Section } from '../../../ui/Page.tsx'
import { ImportDialog } from './ImportDialog.tsx'
import styles from './Settings.module.css'

const kinds: readonly CatalogKind[] = ['product', 'order', 'coupon']
const icons = { product: Package, order: ReceiptText, coupon: TicketPercent } as const

/** What was brought in by spreadsheets, and the way to bring in more. */
export function ImportSection({ counts }: { counts: CatalogSettings['counts'] }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState<CatalogKind>()
  return (
    <Section title={t('catalog.imported')}>
      {kinds.map((kind) => {
        const Icon = icons[kind]
        return (
          <div key={kind} className={styles.key}>
            <Icon size={16} />
            <b>{t(`catalog.kinds.${kind}`)}</b>
            <span className="num">{t('catalog.count', { count: counts[kind] })}</span>
            <Button
              size="small"
              icon={<FileUp size={14} />}
              aria-label={t(`catalog.import.title.${kind}`)}
              onClick={() => setOpen(kind)}
            >
              {t('catalog.import.do')}
            </Button>
          </div>
        )
      })}
      {open && <ImportDialog kind={open} onClose={() => setOpen(undefined)} />}
    </Section>
  )
}
