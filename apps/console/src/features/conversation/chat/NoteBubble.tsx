import { Lock } from 'lucide-react'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { useLive } from '../../../platform/live.ts'
import { useMe } from '../../../platform/me.ts'
import { linkify } from './links.ts'
import { partsWithMentions } from './mentions.ts'
import styles from './NoteBubble.module.css'

interface Props {
  readonly text: string
  readonly mentions: readonly string[]
}

/** Yellow paper: words among colleagues. */
export function NoteBubble({ text, mentions }: Props) {
  const { t } = useTranslation()
  const me = useMe()
  const colleagues = useLive((state) => state.colleagues)
  const named = mentions.map((agentId) => ({ agentId, name: colleagues.get(agentId)?.name ?? '' }))
  let at = 0
  return (
    <div className={styles.note} dir="auto">
      <span className={styles.tag}>
        <Lock size={11} />
        {t('conversation.note.tag')}
      </span>
      {partsWithMentions(text, named).map((part) => {
        const key = at
        at += part.text.length
        if (part.agentId !== undefined) {
          return (
            <b key={key} className={styles.mention} data-me={part.agentId === me.agentId}>
              {part.text}
            </b>
          )
        }
        return (
          <Fragment key={key}>
            {linkify(part.text).map((piece, index) =>
              piece.href ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change places
                <a key={index} href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
                  {piece.text}
                </a>
              ) : (
                piece.text
              ),
            )}
          </Fragment>
        )
      })}
    </div>
  )
}
