import { useQuery } from '@tanstack/react-query'
import type { SaveCatalogSettings } from '@youwen/contract'
import { productFinder, readRule } from '@youwen/contract/catalog-rule'
import { maxCatalogRules } from '@youwen/contract/limits'
import { Button, Form, Input, Select } from 'antd'
import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { queries } from '../../../platform/api.ts'
import styles from './Settings.module.css'

/** What the addresses of product pages look like, site by site, with a place to try one. */
export function RuleRows() {
  const { t } = useTranslation()
  const sites = useQuery(queries.company.sites.queryOptions({ staleTime: 60_000 }))
  const options = [
    { value: '', label: t('catalog.rules.all') },
    ...(sites.data ?? []).map(({ siteId, name }) => ({ value: siteId, label: name })),
  ]
  return (
    <>
      <Form.List name="rules">
        {(rows, { add, remove }) => (
          <div className={styles.rules}>
            {rows.map(({ key, name }) => (
              <div key={key} className={styles.rule}>
                <Form.Item
                  name={[name, 'siteId']}
                  getValueProps={(siteId: string | null) => ({ value: siteId ?? '' })}
                  normalize={(siteId: string) => (siteId === '' ? null : siteId)}
                >
                  <Select options={options} aria-label={t('catalog.rules.all')} className={styles.site ?? ''} />
                </Form.Item>
                <Form.Item
                  name={[name, 'pattern']}
                  className={styles.pattern ?? ''}
                  rules={[
                    {
                      validator: (_, typed: string | undefined) =>
                        readRule(typed ?? '') ? Promise.resolve() : Promise.reject(t('catalog.rules.wrong')),
                    },
                  ]}
                >
                  <Input
                    placeholder="shop.example.com/p/{id}.html"
                    aria-label={t('catalog.rules.pattern')}
                    maxLength={300}
                  />
                </Form.Item>
                <Button
                  type="text"
                  icon={<Trash2 size={15} />}
                  aria-label={t('catalog.rules.remove')}
                  onClick={() => remove(name)}
                />
              </div>
            ))}
            <Button
              icon={<Plus size={15} />}
              disabled={rows.length >= maxCatalogRules}
              onClick={() => add({ siteId: null, pattern: '' })}
            >
              {t('catalog.rules.add')}
            </Button>
          </div>
        )}
      </Form.List>
      <TryRules />
    </>
  )
}

function TryRules() {
  const { t } = useTranslation()
  const rules: SaveCatalogSettings['rules'] | undefined = Form.useWatch('rules')
  const [address, setAddress] = useState('')
  const patterns = (rules ?? []).map((rule) => rule?.pattern ?? '').filter((pattern) => readRule(pattern))
  if (patterns.length === 0) return null
  const url = URL.canParse(address.trim()) ? new URL(address.trim()) : undefined
  const id = url && productFinder(patterns)(url)
  return (
    <div className={styles.try}>
      <Input
        placeholder={t('catalog.rules.try')}
        aria-label={t('catalog.rules.try')}
        value={address}
        onChange={(event) => setAddress(event.target.value)}
      />
      {address.trim() !== '' && (
        <p role="status" data-found={id !== undefined}>
          {id ? t('catalog.rules.found', { id }) : t(url ? 'catalog.rules.notFound' : 'catalog.rules.noAddress')}
        </p>
      )}
    </div>
  )
}
