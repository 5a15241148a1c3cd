import type { RobotNode } from '@youwen/contract'
import { useTranslation } from 'react-i18next'
import { api } from '../../../platform/api.ts'
import { TitleDialog } from '../../../ui/TitleDialog.tsx'

export type EditedTopic = { readonly node: RobotNode } | { readonly parentId: string | null }

interface Props {
  readonly topic: EditedTopic
  readonly onClose: () => void
  readonly onSaved: () => void
}

export function TopicDialog({ topic, onClose, onSaved }: Props) {
  const { t } = useTranslation()
  const isKnown = 'node' in topic

  async function save(title: string) {
    const entry = { kind: 'topic', title } as const
    if (isKnown) await api.robot.save({ entryId: topic.node.entryId, entry })
    else await api.robot.add({ place: { topicId: topic.parentId, beforeId: null }, entry })
    onSaved()
  }

  return (
    <TitleDialog
      heading={t(isKnown ? 'robot.renameTopic' : 'robot.addTopic')}
      label={t('robot.field.topicName')}
      title={isKnown ? topic.node.title : ''}
      maxLength={40}
      onSave={save}
      onClose={onClose}
    />
  )
}
