import { useQueryClient } from '@tanstack/react-query'
import type { CatalogSettings } from '@youwen/contract'
import { maxCatalogKeys } from '@youwen/contract/limits'
import { App, Button, Modal, Popconfirm, Typography } from 'antd'
import { KeyRound, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../../platform/api.ts'
import { describe } from '../../../platform/failure.ts'
import { useClock } from '../../../platform/me.ts'
import { momentOf } from '../../../platform/time.ts'
import { Section } from '../../../ui/Page.tsx'
import styles from './Settings.module.css'

/** Keys that requests are signed with. A secret is seen once, when it is made. */
export function KeysSection({ keys }: { keys: CatalogSettings['keys'] }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const clock = useClock()
  const cache = useQueryClient()
  const [made, setMade] = useState<{ keyId: string; secret: string }>()
  const [isBusy, setIsBusy] = useState(false)
  const reload = () => cache.invalidateQueries({ queryKey: queries.catalog.settings.queryKey() })

  async function busily(work: () => PromiseLike<unknown>) {
    setIsBusy(true)
    try {
      await work()
      await reload()
    } catch (error) {
      void message.error(describe(error))
    } finally {
      setIsBusy(false)
    }
  }

  return (
    <Section title={t('catalog.keys.title')} hint={t('catalog.keys.hint')}>
      {keys.length === 0 && <p className={styles.note}>{t('catalog.keys.none')}</p>}
      {keys.map(({ keyId, addedAt }) => (
        <div key={keyId} className={styles.key}>
          <KeyRound size={16} />
          <code>{keyId}</code>
          <span className="num">{t('catalog.keys.added', { moment: momentOf(clock, new Date(addedAt)) })}</span>
          <Popconfirm
            title={t('catalog.keys.removeTitle')}
            description={t('catalog.keys.removeHint')}
            okButtonProps={{ danger: true }}
            onConfirm={() => void busily(() => api.catalog.removeKey({ keyId }))}
          >
            <Button type="text" size="small" danger>
              {t('catalog.keys.remove')}
            </Button>
          </Popconfirm>
        </div>
      ))}
      <Button
        icon={<Plus size={15} />}
        loading={isBusy}
        disabled={keys.length >= maxCatalogKeys}
        onClick={() => void busily(async () => setMade(await api.catalog.addKey()))}
      >
        {t('catalog.keys.add')}
      </Button>
      <Modal
        open={made !== undefined}
        centered
        destroyOnHidden
        closable={false}
        maskClosable={false}
        keyboard={false}
        title={t('catalog.keys.shown')}
        footer={
          <Button type="primary" onClick={() => setMade(undefined)}>
            {t('catalog.keys.done')}
          </Button>
        }
      >
        <p className={styles.note}>{t('catalog.keys.shownHint')}</p>
        {made && (
          <dl className={styles.secret}>
            <dt>{t('catalog.keys.id')}</dt>
            <dd>
              <Typography.Text copyable code>
                {made.keyId}
              </Typography.Text>
            </dd>
            <dt>{t('catalog.keys.secret')}</dt>
            <dd>
              <Typography.Text copyable code>
                {made.secret}
              </Typography.Text>
            </dd>
          </dl>
        )}
      </Modal>
    </Section>
  )
}
