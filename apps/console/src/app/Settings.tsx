import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { ArrowLeft, Search } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useIsAppOn } from '../platform/apps.ts'
import { useMe } from '../platform/me.ts'
import { Permitted } from './Permitted.tsx'
import styles from './Settings.module.css'
import { entriesFor, entryAt, findEntries, type SettingsGroup } from './settings-entries.ts'

const groups: readonly SettingsGroup[] = ['me', 'company', 'service', 'smart', 'team', 'security']

/** The settings: a menu that can be searched, and the page beside it. */
export function Settings() {
  const { t } = useTranslation()
  const { permissions } = useMe()
  const { pathname } = useLocation()
  const [words, setWords] = useState('')
  const allowed = entriesFor(permissions, useIsAppOn())
  const found = findEntries(allowed, words, (entry) => t(entry.name))
  const needed = entryAt(pathname)?.needs
  const isMenu = pathname.replace(/\/$/, '') === '/settings'
  return (
    <div className={styles.settings} data-menu={isMenu}>
      <nav className={styles.menu} aria-label={t('app.settings')}>
        <Input
          allowClear
          variant="filled"
          prefix={<Search size={15} className={styles.icon} />}
          placeholder={t('app.findSetting')}
          aria-label={t('app.findSetting')}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        {groups.map((group) => {
          const entries = found.filter((entry) => entry.group === group)
          if (entries.length === 0) return null
          return (
            <div key={group} className={styles.group}>
              <h2>{t(`app.settingsGroups.${group}`)}</h2>
              {entries.map((entry) => (
                <Link key={entry.path} to={entry.path} className={styles.entry} activeProps={{ 'data-active': true }}>
                  {t(entry.name)}
                </Link>
              ))}
            </div>
          )
        })}
        {found.length === 0 && <p className={styles.none}>{t('app.noSetting', { words: words.trim() })}</p>}
      </nav>
      <div className={styles.page}>
        <Link to="/settings" className={styles.back}>
          <Button type="text" icon={<ArrowLeft size={18} />}>
            {t('app.settings')}
          </Button>
        </Link>
        <div className={styles.body}>
          <Permitted anyOf={needed ? [needed] : []}>
            <Outlet />
          </Permitted>
        </div>
      </div>
    </div>
  )
}
