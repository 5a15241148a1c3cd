import { Lock, Reply } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import styles from './ModeSwitch.module.css'
import type { Mode } from './mode.ts'

interface Props {
  readonly mode: Mode
  readonly mayReply: boolean
  readonly onChange: (mode: Mode) => void
}

/** 回复 / 内部备注. */
export function ModeSwitch({ mode, mayReply, onChange }: Props) {
  const { t } = useTranslation()
  const modes = [
    { name: 'reply' as const, icon: Reply, isOffered: mayReply },
    { name: 'note' as const, icon: Lock, isOffered: true },
  ]
  return (
    <div className={styles.modes} role="tablist" aria-label={t('conversation.composer.mode')}>
      {modes
        .filter(({ isOffered }) => isOffered)
        .map(({ name, icon: Icon }) => (
          <button
            key={name}
            type="button"
            role="tab"
            aria-selected={mode === name}
            data-mode={name}
            title={name === 'note' ? t('conversation.note.hint') : undefined}
            onClick={() => onChange(name)}
          >
            <Icon size={13} />
            {t(`conversation.composer.modes.${name}`)}
          </button>
        ))}
      <span className={styles.hint}>
        {t(mode === 'note' ? 'conversation.note.hint' : 'conversation.composer.replyHint')}
      </span>
    </div>
  )
}
