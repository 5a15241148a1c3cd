import type { Phrase } from '@youwen/contract'
import { ChevronRight, FileText, Folder, Image, Link2, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { textOf } from '../body.ts'
import styles from './PhraseRow.module.css'

const icons: Partial<Record<string, LucideIcon>> = { image: Image, file: FileText, card: Link2 }

interface Props {
  readonly phrase: Phrase
  readonly depth?: number
  readonly isOpen?: boolean
  /** Of a folder: how many phrases are in it. */
  readonly count?: number
  /** Where it lies, for a list without folders. */
  readonly path?: string
  /** What was searched for: marked where it stands. */
  readonly words?: string
  /** Buttons at the end of the row, there while the pointer is on it. */
  readonly actions?: ReactNode
}

/** One folder or phrase, in a tree or in a list. */
export function PhraseRow({ phrase, depth = 0, isOpen, count, path, words = '', actions }: Props) {
  const { t } = useTranslation()
  const inset = { paddingLeft: 8 + depth * 16 }
  if (phrase.kind === 'folder') {
    return (
      <div className={styles.folder} style={inset}>
        <ChevronRight size={14} className={styles.arrow} data-open={isOpen} />
        <Folder size={15} className={styles.icon} />
        <span className={styles.title}>{phrase.title}</span>
        <span className={`${styles.count} num`}>{count === 0 ? t('phrase.emptyFolder') : count}</span>
        {actions && <span className={styles.actions}>{actions}</span>}
      </div>
    )
  }
  const Icon = icons[phrase.body.type]
  const text = textOf(phrase).replace(/\s+/g, ' ')
  return (
    <div className={styles.phrase} style={depth > 0 ? { paddingLeft: 12 + depth * 16 } : undefined}>
      <span className={styles.words}>
        <span className={styles.top}>
          <span className={styles.title}>
            <Marked text={phrase.title} words={words} />
          </span>
          {phrase.code !== '' && <code className={styles.code}>/{phrase.code}</code>}
          {path && <span className={styles.path}>{path}</span>}
        </span>
        <span className={styles.text}>
          {Icon && <Icon size={13} className={styles.icon} />}
          <span>
            <Marked text={text} words={words} />
          </span>
        </span>
      </span>
      {actions && <span className={styles.actions}>{actions}</span>}
    </div>
  )
}

/** The searched words marked in a text, moved into sight when the first one stands far in. */
function Marked({ text, words }: { text: string; words: string }) {
  const wanted = words.trim().toLowerCase().split(/\s+/).filter(Boolean)
  const plain = text.toLowerCase()
  const first = Math.min(...wanted.map((word) => plain.indexOf(word)).filter((at) => at >= 0))
  if (!Number.isFinite(first)) return text
  const shown = first > 24 ? `…${text.slice(first - 12)}` : text
  const pattern = new RegExp(wanted.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'), 'gi')
  const parts: ReactNode[] = []
  let end = 0
  for (const { 0: hit, index } of shown.matchAll(pattern)) {
    parts.push(shown.slice(end, index), <mark key={index}>{hit}</mark>)
    end = index + hit.length
  }
  return [...parts, shown.slice(end)]
}
