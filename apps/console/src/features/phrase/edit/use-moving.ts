import type { Phrase, PhrasePlace, PhraseTree } from '@youwen/contract'
import { App } from 'antd'
import { useTranslation } from 'react-i18next'
import { describe } from '../../../platform/failure.ts'
import { usePhraseStore } from '../phrase-store.ts'
import { countsOf } from '../tree/lines.ts'
import { useEditing } from '../use-editing.ts'
import { useTree } from '../use-trees.ts'

/** Moving at once, and removing after one question that names what will go. */
export function useMoving(tree: PhraseTree) {
  const { t } = useTranslation()
  const { message, modal } = App.useApp()
  const store = usePhraseStore()
  const editing = useEditing(tree)
  const view = useTree(tree)

  const failed = (error: unknown) => {
    void message.error(describe(error))
    // A colleague was faster: what is there now says why.
    void store.refresh(tree).catch(() => undefined)
  }

  return {
    move: (phrase: Phrase, place: PhrasePlace) => void editing.move(phrase.phraseId, place).catch(failed),
    remove(phrase: Phrase, onRemoved: () => void) {
      const { title, phraseId, kind } = phrase
      const count = countsOf(view.byParent).get(phraseId) ?? 0
      modal.confirm({
        title: t(kind === 'folder' ? 'phrase.removeFolderTitle' : 'phrase.removeTitle', { title }),
        content: count > 0 ? t('phrase.removeFolderHint', { count }) : t('phrase.removeHint'),
        okText: t('app.remove'),
        okButtonProps: { danger: true },
        onOk: () => editing.remove(phraseId).then(onRemoved, failed),
      })
    },
  }
}
