import type { Visitor } from '@youwen/contract'
import { Button } from 'antd'
import { Pencil } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../platform/me.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import styles from './VisitorName.module.css'

const RenameForm = lazy(() => import('./RenameForm.tsx').then((module) => ({ default: module.RenameForm })))

interface Props {
  readonly visitor: Visitor
  readonly defaultName: string
  readonly face: string
}

/** The visitor's name, and a pencil to change it. An empty one brings the default name back. */
export function VisitorName({ visitor, defaultName, face }: Props) {
  const { t } = useTranslation()
  const mayRename = useMay('conversation.serve')
  const [isEditing, setIsEditing] = useState(false)
  const name = visitor.name || defaultName

  if (!isEditing) {
    return (
      <div className={styles.name}>
        <Avatar id={visitor.visitorId} name={visitor.name || face} size={40} />
        <span className={styles.text}>{name}</span>
        {mayRename && (
          <Button
            type="text"
            size="small"
            icon={<Pencil size={14} />}
            aria-label={t('visitor.rename')}
            title={t('visitor.rename')}
            onClick={() => setIsEditing(true)}
          />
        )}
      </div>
    )
  }
  return (
    <Suspense fallback={null}>
      <RenameForm visitor={visitor} placeholder={defaultName} onDone={() => setIsEditing(false)} />
    </Suspense>
  )
}
