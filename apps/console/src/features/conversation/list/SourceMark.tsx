import type { Conversation } from '@youwen/contract'
import { Globe, Link2, Megaphone, Search, Smartphone, Tablet } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { textFor } from '../../../platform/i18n.ts'

const bySource = { direct: Globe, search: Search, campaign: Megaphone, referral: Link2 } as const

/** Where a visitor came from, and with what: one small picture, all of it in words on asking. */
export const SourceMark = memo(function SourceMark({
  source,
  terminal,
  channel,
}: Pick<Conversation, 'source' | 'terminal' | 'channel'>) {
  const { t } = useTranslation()
  const title = [
    channel === 'web' ? t('list.channel.web') : textFor(`list.channel.${channel}`, channel),
    source &&
      (source.searchEngine
        ? textFor(`visitor.engine.${source.searchEngine}`, source.searchEngine)
        : t(`visitor.kind.${source.kind}`)),
    source?.keyword && `“${source.keyword}”`,
    textFor(`visitor.terminal.${terminal}`, terminal),
  ]
    .filter(Boolean)
    .join(' · ')
  const Icon =
    source && source.kind !== 'direct'
      ? bySource[source.kind]
      : terminal === 'mobile'
        ? Smartphone
        : terminal === 'tablet'
          ? Tablet
          : Globe
  return (
    <span
      title={title}
      role="img"
      aria-label={title}
      style={{ display: 'inline-flex', flex: 'none', color: 'var(--text-3)' }}
    >
      <Icon size={12} />
    </span>
  )
})
