import type { NoticeBody } from '@youwen/contract'
import { systemWarnings } from '@youwen/contract/warnings'
import { CircleCheck, type LucideIcon, Megaphone, Sparkles, TriangleAlert } from 'lucide-react'
import styles from './NoticeMark.module.css'

type Tone = 'usual' | 'important' | 'urgent' | 'solved'

function lookOf(body: NoticeBody): { icon: LucideIcon; tone: Tone } {
  switch (body.kind) {
    case 'product':
      return { icon: Sparkles, tone: 'usual' }
    case 'announcement':
      return { icon: Megaphone, tone: body.isImportant && !body.isOver ? 'important' : 'usual' }
    case 'system':
      if (body.clearedAt !== null) return { icon: CircleCheck, tone: 'solved' }
      return { icon: TriangleAlert, tone: systemWarnings[body.warning.code].isUrgent ? 'urgent' : 'important' }
    default:
      return body satisfies never
  }
}

/** The picture of a notice: what kind it is, and how much it matters. */
export function NoticeMark({ body }: { body: NoticeBody }) {
  const { icon: Icon, tone } = lookOf(body)
  return (
    <span className={styles.mark} data-tone={tone}>
      <Icon size={18} />
    </span>
  )
}
