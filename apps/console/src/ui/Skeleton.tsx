import { Delayed } from './Delayed.tsx'
import styles from './Skeleton.module.css'

/** Grey lines in the shape of what is coming. */
export const Skeleton = ({ rows = 4, hasAvatar = false }: { rows?: number; hasAvatar?: boolean }) => (
  <Delayed>
    <div className={styles.skeleton} aria-busy="true">
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: grey lines have no names
        <div key={index} className={styles.row}>
          {hasAvatar && <span className={styles.avatar} />}
          <span className={styles.lines}>
            <i style={{ width: `${[46, 62, 38, 54][index % 4]}%` }} />
            <i style={{ width: `${[82, 70, 90, 64][index % 4]}%` }} />
          </span>
        </div>
      ))}
    </div>
  </Delayed>
)
