import type { Phrase, PhraseTree, SavePhrase } from '@youwen/contract'
import {
  maxCardTextLength,
  maxCardTitleLength,
  maxPhraseCodeLength,
  maxPhraseTitleLength,
} from '@youwen/contract/limits'
import { App, Form, type FormInstance, Input, Segmented, Select } from 'antd'
import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../../platform/api.ts'
import { describe, fieldErrors } from '../../../platform/failure.ts'
import { useDrafts } from '../../../platform/use-drafts.ts'
import { FileField } from '../../../ui/FileField.tsx'
import type { TextualPhrase } from '../body.ts'
import { useEditing } from '../use-editing.ts'
import { type TreeView, useTree } from '../use-trees.ts'
import { fieldsOf, type PhraseFields } from './fields.ts'
import { fileOf, withFile } from './said.ts'
import { TextField } from './TextField.tsx'

const types = ['text', 'image', 'file', 'card'] as const

interface Props {
  readonly form: FormInstance<PhraseFields>
  readonly tree: PhraseTree
  /** Undefined: a new one, in this folder. */
  readonly phrase: TextualPhrase | undefined
  readonly folderId: string | null
  /** What somebody has said, to begin a new one with; its file is copied when it is saved. */
  readonly said?: PhraseFields | undefined
  readonly onBusy: (isBusy: boolean) => void
  readonly onSaved: (phrase: Phrase) => void
  readonly onChanged?: () => void
}

export const draftKey = (tree: PhraseTree, phrase: TextualPhrase | undefined) => phrase?.phraseId ?? `new-${tree}`

/** Everything of a phrase. What is half written is kept until it is saved or given up. */
export function PhraseForm({ form, tree, phrase, folderId, said, onBusy, onSaved, onChanged }: Props) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const drafts = useDrafts<Partial<PhraseFields>>('phrase')
  const editing = useEditing(tree)
  const view = useTree(tree)
  const folders = useMemo(() => foldersOf(view), [view])
  const type = Form.useWatch('type', form)
  const key = draftKey(tree, phrase)

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the form appears
  useEffect(() => {
    const draft = said ? undefined : drafts.get(key)
    if (!draft) return
    form.setFieldsValue(draft as Parameters<typeof form.setFieldsValue>[0])
    onChanged?.()
    void message.info(t('phrase.restored'))
  }, [])

  /** With a file of the phrase's own in place of the message's. */
  async function withOwnFile(fields: PhraseFields): Promise<PhraseFields> {
    const file = fileOf(fields)
    if (!file || !said || fileOf(said)?.fileId !== file.fileId) return fields
    const own = withFile(fields, await api.file.copy({ fileId: file.fileId }))
    // Should saving fail, the next attempt has it already.
    form.setFieldsValue(own as Parameters<typeof form.setFieldsValue>[0])
    return own
  }

  async function save(filled: PhraseFields) {
    if (!requestOf(filled)) return void message.error(t('phrase.needsFile'))
    onBusy(true)
    const place = { folderId: filled.folderId ?? null, beforeId: null }
    try {
      const request = requestOf(await withOwnFile(filled)) as SavePhrase
      let saved = phrase ? await editing.save(phrase.phraseId, request) : await editing.add(request, place)
      if (saved.folderId !== place.folderId) saved = await editing.move(saved.phraseId, place)
      if (!said) drafts.set(key, undefined)
      void message.success(t('app.saved'))
      onSaved(saved)
    } catch (error) {
      const errors = fieldErrors(error).map(({ name, errors }) => ({ name: [name.at(-1) ?? ''], errors }))
      form.setFields(errors as Parameters<typeof form.setFields>[0])
      void message.error(describe(error))
    } finally {
      onBusy(false)
    }
  }

  return (
    <Form<PhraseFields>
      form={form}
      layout="vertical"
      initialValues={said ?? fieldsOf(phrase, folderId)}
      onFinish={save}
      onValuesChange={(_, all) => {
        if (!said) drafts.set(key, all)
        onChanged?.()
      }}
    >
      <Form.Item name="title" label={t('phrase.field.title')} rules={[{ required: true, message: t('app.needed') }]}>
        <Input maxLength={maxPhraseTitleLength} placeholder={t('phrase.field.titleExample')} autoFocus={!phrase} />
      </Form.Item>
      <div style={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 16 }}>
        <Form.Item name="folderId" label={t('phrase.field.folder')}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={[{ value: null as unknown as string, label: t('phrase.field.top') }, ...folders]}
          />
        </Form.Item>
        <Form.Item
          name="code"
          label={t('phrase.field.code')}
          tooltip={t('phrase.field.codeHint')}
          rules={[{ pattern: /^[^\s/{}]*$/, message: t('phrase.field.codeRule') }]}
        >
          <Input maxLength={maxPhraseCodeLength} addonBefore="/" />
        </Form.Item>
      </div>
      <Form.Item name="type" label={t('phrase.field.type')}>
        <Segmented options={types.map((value) => ({ value, label: t(`phrase.types.${value}`) }))} />
      </Form.Item>
      {type === 'text' && (
        <Form.Item
          name="text"
          label={t('phrase.field.content')}
          rules={[{ required: true, whitespace: true, message: t('app.needed') }]}
        >
          <TextField />
        </Form.Item>
      )}
      {type === 'image' && (
        <Form.Item
          name="image"
          label={t('phrase.types.image')}
          rules={[{ required: true, message: t('phrase.needsFile') }]}
        >
          <FileField isPicture />
        </Form.Item>
      )}
      {type === 'file' && (
        <Form.Item
          name="file"
          label={t('phrase.types.file')}
          rules={[{ required: true, message: t('phrase.needsFile') }]}
        >
          <FileField isPicture={false} />
        </Form.Item>
      )}
      {type === 'card' && <CardFields />}
    </Form>
  )
}

function CardFields() {
  const { t } = useTranslation()
  const needed = { required: true, whitespace: true, message: t('app.needed') }
  return (
    <>
      <Form.Item name={['card', 'title']} label={t('phrase.field.cardTitle')} rules={[needed]}>
        <Input maxLength={maxCardTitleLength} />
      </Form.Item>
      <Form.Item
        name={['card', 'url']}
        label={t('phrase.field.link')}
        rules={[needed, { pattern: /^https?:\/\/\S+$/, message: t('phrase.field.linkRule') }]}
      >
        <Input maxLength={2_000} placeholder="https://" />
      </Form.Item>
      <Form.Item name={['card', 'text']} label={t('phrase.field.linkText')}>
        <Input.TextArea maxLength={maxCardTextLength} autoSize={{ minRows: 2, maxRows: 5 }} />
      </Form.Item>
      <Form.Item name={['card', 'image']} label={t('phrase.types.image')}>
        <FileField isPicture />
      </Form.Item>
    </>
  )
}

/** Undefined while its file is missing. */
function requestOf({ title, code, type, text, card, ...files }: PhraseFields): SavePhrase | undefined {
  const about = { kind: 'phrase', title, code: code ?? '' } as const
  switch (type) {
    case 'text':
      return { ...about, body: { type, text } }
    case 'card': {
      const { image, ...words } = card
      return { ...about, body: { type, ...words, ...(image && { imageFileId: image.fileId }) } }
    }
    default: {
      const file = files[type]
      return file ? { ...about, body: { type, fileId: file.fileId } } : undefined
    }
  }
}

/** 售前 / 价格, in the order of the tree. */
function foldersOf({ byParent }: TreeView): { value: string; label: string }[] {
  const options: { value: string; label: string }[] = []
  const walk = (folderId: string | null, path: string) => {
    for (const { kind, phraseId, title } of byParent.get(folderId) ?? []) {
      if (kind !== 'folder') continue
      options.push({ value: phraseId, label: path + title })
      walk(phraseId, `${path}${title} / `)
    }
  }
  walk(null, '')
  return options
}
