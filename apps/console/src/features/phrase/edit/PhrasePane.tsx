import type { Phrase, PhraseTree } from '@youwen/contract'
import { Button, Form } from 'antd'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDrafts } from '../../../platform/use-drafts.ts'
import { type TextualPhrase, textOf } from '../body.ts'
import { useMayEdit } from '../use-editing.ts'
import { fieldsOf, type PhraseFields } from './fields.ts'
import { draftKey, PhraseForm } from './PhraseForm.tsx'
import styles from './PhrasePane.module.css'

interface Props {
  readonly tree: PhraseTree
  readonly phrase: TextualPhrase | undefined
  readonly folderId: string | null
  readonly onSaved: (phrase: Phrase) => void
  readonly onClose: () => void
  readonly onRemove?: (() => void) | undefined
}

/** One phrase, beside the tree in which it stands. */
export function PhrasePane(props: Props) {
  const mayEdit = useMayEdit(props.tree)
  return mayEdit || !props.phrase ? <Editor {...props} /> : <Reader phrase={props.phrase} />
}

function Editor({ tree, phrase, folderId, onSaved, onClose, onRemove }: Props) {
  const { t } = useTranslation()
  const [form] = Form.useForm<PhraseFields>()
  const drafts = useDrafts<PhraseFields>('phrase')
  const [isBusy, setIsBusy] = useState(false)
  const [isChanged, setIsChanged] = useState(phrase === undefined)

  function giveUp() {
    drafts.set(draftKey(tree, phrase), undefined)
    if (!phrase) return onClose()
    form.setFieldsValue(fieldsOf(phrase, folderId) as Parameters<typeof form.setFieldsValue>[0])
    setIsChanged(false)
  }

  return (
    <div className={styles.pane}>
      <header className={styles.head}>
        <h2>{t(phrase ? 'phrase.edit' : 'phrase.add')}</h2>
        {onRemove && (
          <Button type="text" danger icon={<Trash2 size={15} />} onClick={onRemove}>
            {t('app.remove')}
          </Button>
        )}
      </header>
      <PhraseForm
        form={form}
        tree={tree}
        phrase={phrase}
        folderId={folderId}
        onBusy={setIsBusy}
        onChanged={() => setIsChanged(true)}
        onSaved={(saved) => {
          setIsChanged(false)
          onSaved(saved)
        }}
      />
      <footer className={styles.foot} data-shown={isChanged}>
        <Button onClick={giveUp} disabled={isBusy || !isChanged}>
          {t('app.discard')}
        </Button>
        <Button type="primary" loading={isBusy} disabled={!isChanged} onClick={() => form.submit()}>
          {t('app.save')}
        </Button>
      </footer>
    </div>
  )
}

function Reader({ phrase }: { phrase: TextualPhrase }) {
  return (
    <div className={styles.pane}>
      <header className={styles.head}>
        <h2>{phrase.title}</h2>
        {phrase.code !== '' && <code>/{phrase.code}</code>}
      </header>
      <p className={styles.bubble}>{textOf(phrase)}</p>
    </div>
  )
}
