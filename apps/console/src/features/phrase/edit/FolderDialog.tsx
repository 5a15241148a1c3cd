import type { Phrase, PhraseTree } from '@youwen/contract'
import { maxPhraseTitleLength } from '@youwen/contract/limits'
import { useTranslation } from 'react-i18next'
import { TitleDialog } from '../../../ui/TitleDialog.tsx'
import { useEditing } from '../use-editing.ts'

interface Props {
  readonly tree: PhraseTree
  /** Undefined: a new one, in this folder. */
  readonly folder: Phrase | undefined
  readonly folderId: string | null
  readonly onClose: () => void
  readonly onSaved: (folder: Phrase) => void
}

export function FolderDialog({ tree, folder, folderId, onClose, onSaved }: Props) {
  const { t } = useTranslation()
  const editing = useEditing(tree)

  async function save(title: string) {
    const request = { kind: 'folder', title } as const
    onSaved(
      folder ? await editing.save(folder.phraseId, request) : await editing.add(request, { folderId, beforeId: null }),
    )
  }

  return (
    <TitleDialog
      heading={t(folder ? 'phrase.rename' : 'phrase.addFolder')}
      label={t('phrase.field.folderName')}
      title={folder?.title ?? ''}
      maxLength={maxPhraseTitleLength}
      onSave={save}
      onClose={onClose}
    />
  )
}
