import { memo } from 'react'
import { lineageOf, pathOfClass } from '../../../platform/classes.ts'
import { useLive } from '../../../platform/live.ts'
import styles from './ClassTags.module.css'

/** What a conversation was classified as, as dots where there is little room. */
export const ClassTags = memo(function ClassTags({
  classIds,
  isSmall = false,
}: {
  classIds: readonly string[]
  isSmall?: boolean
}) {
  const tree = useLive((state) => state.classes)
  if (classIds.length === 0) return null
  const known = classIds.flatMap((id) => lineageOf(tree, id).at(-1) ?? [])
  const title = known.map(({ classId }) => pathOfClass(tree, classId)).join('\n')
  if (isSmall) {
    return (
      <span className={styles.dots} title={title} role="img" aria-label={title}>
        {known.slice(0, 3).map(({ classId, colour }) => (
          <i key={classId} style={{ background: colour }} />
        ))}
      </span>
    )
  }
  return (
    <span className={styles.tags} title={title}>
      {known.map(({ classId, name, colour }) => (
        <span key={classId} className={styles.tag}>
          <i style={{ background: colour }} />
          {name}
        </span>
      ))}
    </span>
  )
})
