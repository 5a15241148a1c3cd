import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Site, Style } from '@youwen/contract'
import { App, Button, Tag } from 'antd'
import { Code, Globe, Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../platform/api.ts'
import { describe } from '../../platform/failure.ts'
import { useMay } from '../../platform/me.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureState } from '../../ui/FailureState.tsx'
import { Page } from '../../ui/Page.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { SiteDialog } from './SiteDialog.tsx'
import styles from './SitesPage.module.css'
import { SnippetDialog } from './SnippetDialog.tsx'

/** 站点 and their 风格: where the widget stands and how it looks there. */
export function SitesPage({ onEditStyle }: { onEditStyle: (siteId: string, styleId: string | 'new') => void }) {
  const { t } = useTranslation()
  const { modal, message } = App.useApp()
  const cache = useQueryClient()
  const mayManage = useMay('site.manage')
  const sites = useQuery(queries.company.sites.queryOptions())
  const [edited, setEdited] = useState<Site | 'new'>()
  const [snippet, setSnippet] = useState<{ site: Site; style: Style }>()
  const refresh = () => cache.invalidateQueries({ queryKey: queries.company.key() })

  const confirm = (title: string, content: string, act: () => Promise<unknown>) =>
    modal.confirm({
      title,
      content,
      okText: t('app.remove'),
      okButtonProps: { danger: true },
      onOk: async () => {
        try {
          await act()
        } catch (error) {
          void message.error(describe(error))
        }
        await refresh()
      },
    })

  return (
    <Page
      title={t('company.sites')}
      hint={t('company.sitesHint')}
      actions={
        mayManage && (
          <Button type="primary" icon={<Plus size={16} />} onClick={() => setEdited('new')}>
            {t('company.addSite')}
          </Button>
        )
      }
    >
      {sites.isPending && <Skeleton rows={3} />}
      {sites.isError && <FailureState error={sites.error} onRetry={() => void sites.refetch()} />}
      {sites.data?.length === 0 && (
        <EmptyState icon={<Globe size={24} />} title={t('company.noSites')} hint={t('company.noSitesHint')} />
      )}
      {sites.data?.map((site) => (
        <section key={site.siteId} className={styles.site}>
          <header className={styles.head}>
            <Globe size={18} />
            <div className={styles.words}>
              <h2 className={styles.name}>{site.name}</h2>
              <p className={styles.domains}>
                {site.allowedDomains.length > 0 ? site.allowedDomains.join('、') : t('company.anyDomain')}
              </p>
            </div>
            {mayManage && (
              <>
                <Button
                  type="text"
                  icon={<Pencil size={16} />}
                  aria-label={t('app.editNamed', { name: site.name })}
                  onClick={() => setEdited(site)}
                />
                <Button
                  type="text"
                  danger
                  icon={<Trash2 size={16} />}
                  aria-label={t('app.removeNamed', { name: site.name })}
                  onClick={() =>
                    confirm(t('company.removeSiteTitle', { name: site.name }), t('company.removeSiteHint'), () =>
                      api.company.removeSite({ siteId: site.siteId }),
                    )
                  }
                />
              </>
            )}
          </header>
          <ul>
            {site.styles.map((style) => (
              <li key={style.styleId} className={styles.style}>
                <i className={styles.swatch} style={{ background: style.look.accent }} />
                <span className={styles.styleName}>
                  {style.name} {style.isDefault && <Tag>{t('company.isDefault')}</Tag>}
                </span>
                <Button icon={<Code size={15} />} onClick={() => setSnippet({ site, style })}>
                  {t('company.snippet')}
                </Button>
                {mayManage && (
                  <>
                    <Button onClick={() => onEditStyle(site.siteId, style.styleId)}>{t('company.design')}</Button>
                    <Button
                      type="text"
                      danger
                      icon={<Trash2 size={16} />}
                      disabled={style.isDefault}
                      title={style.isDefault ? t('company.defaultStays') : undefined}
                      aria-label={t('app.removeNamed', { name: style.name })}
                      onClick={() =>
                        confirm(t('company.removeStyleTitle', { name: style.name }), t('company.removeStyleHint'), () =>
                          api.company.removeStyle({ styleId: style.styleId }),
                        )
                      }
                    />
                  </>
                )}
              </li>
            ))}
          </ul>
          {mayManage && (
            <Button type="link" icon={<Plus size={15} />} onClick={() => onEditStyle(site.siteId, 'new')}>
              {t('company.addStyle')}
            </Button>
          )}
        </section>
      ))}
      {edited && (
        <SiteDialog
          site={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(undefined)}
          onSaved={() => {
            setEdited(undefined)
            void message.success(t('app.saved'))
            void refresh()
          }}
        />
      )}
      {snippet && <SnippetDialog {...snippet} onClose={() => setSnippet(undefined)} />}
    </Page>
  )
}
