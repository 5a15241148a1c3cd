import { Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { keysOf, useAllCommands } from '../platform/commands.ts'
import { usePreferences } from '../platform/preferences.ts'
import styles from './ShortcutsDialog.module.css'

interface Line {
  readonly title: string
  readonly keys: string
}

/** What can be done by keys here and now, and what keys always do in the list and the reply box. */
export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { sendWith } = usePreferences()
  const commands = useAllCommands().flatMap(({ title, keys }) => (keys === undefined ? [] : [{ title, keys }]))
  const isByEnter = sendWith === 'enter'
  const composer: Line[] = [
    { title: t('app.shortcuts.send'), keys: isByEnter ? 'Enter' : 'Mod+Enter' },
    { title: t('app.shortcuts.newline'), keys: isByEnter ? 'Shift+Enter' : 'Enter' },
  ]
  const list: Line[] = [
    { title: t('app.shortcuts.move'), keys: 'Tab' },
    { title: t('app.shortcuts.menu'), keys: 'Shift+F10' },
  ]
  return (
    <Modal open centered width={640} title={t('app.shortcuts.title')} footer={null} onCancel={onClose}>
      <div className={styles.columns}>
        <Part title={t('app.shortcuts.everywhere')} lines={commands} />
        <div>
          <Part title={t('app.shortcuts.composer')} lines={composer} />
          <Part title={t('app.shortcuts.list')} lines={list} />
        </div>
      </div>
      <p className={styles.hint}>{t('app.shortcuts.hint')}</p>
    </Modal>
  )
}

const Part = ({ title, lines }: { title: string; lines: readonly Line[] }) => (
  <section className={styles.part}>
    <h3>{title}</h3>
    <dl>
      {lines.map((line) => (
        <div key={`${line.title} ${line.keys}`} className={styles.line}>
          <dt>{line.title}</dt>
          <dd>
            {keysOf(line.keys)
              .split('+')
              .map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
          </dd>
        </div>
      ))}
    </dl>
  </section>
)
