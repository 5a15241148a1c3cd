import { maxTextLength } from '@youwen/contract/limits'
import { type PhraseVariable, phraseVariables } from '@youwen/contract/phrase-variables'
import { Button, Input } from 'antd'
import type { TextAreaRef } from 'antd/es/input/TextArea'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { usePreferences } from '../../../platform/preferences.ts'
import { fill, type PhraseValues, partsOf } from '../fill.ts'
import styles from './TextField.module.css'

interface Props {
  readonly id?: string
  // Given by the form.
  readonly value?: string
  readonly onChange?: (text: string) => void
}

const variables = Object.keys(phraseVariables) as PhraseVariable[]

/** The words of a phrase, with its variables at hand, and what comes of them. */
export function TextField({ id, value = '', onChange }: Props) {
  const { t } = useTranslation()
  const { locale } = usePreferences()
  const area = useRef<TextAreaRef>(null)
  const nameOf = (variable: PhraseVariable) => (locale === 'zh-CN' ? variable : phraseVariables[variable])
  const examples = Object.fromEntries(
    variables.map((variable) => [variable, t(`phrase.variable.${variable}.example`)]),
  ) as unknown as PhraseValues

  function insert(variable: PhraseVariable) {
    const box = area.current?.resizableTextArea?.textArea
    const piece = `{${nameOf(variable)}}`
    const [start, end] = box ? [box.selectionStart, box.selectionEnd] : [value.length, value.length]
    onChange?.(value.slice(0, start) + piece + value.slice(end))
    requestAnimationFrame(() => {
      box?.focus()
      box?.setSelectionRange(start + piece.length, start + piece.length)
    })
  }

  return (
    <>
      <Input.TextArea
        ref={area}
        {...(id !== undefined && { id })}
        value={value}
        maxLength={maxTextLength}
        showCount={value.length > maxTextLength - 500}
        autoSize={{ minRows: 5, maxRows: 14 }}
        placeholder={t('phrase.field.contentExample')}
        onChange={(event) => onChange?.(event.target.value)}
      />
      <div className={styles.variables}>
        <span>{t('phrase.variables')}</span>
        {variables.map((variable) => (
          <Button key={variable} size="small" onClick={() => insert(variable)}>
            {t(`phrase.variable.${variable}.name`)}
          </Button>
        ))}
      </div>
      {partsOf(value).some(({ isVariable }) => isVariable) && (
        <div className={styles.preview}>
          <span className={styles.label}>{t('phrase.preview')}</span>
          <p className={styles.bubble}>
            {partsOf(value).map(({ at, text, isVariable }) =>
              isVariable ? <mark key={at}>{fill(text, examples)}</mark> : text,
            )}
          </p>
        </div>
      )}
    </>
  )
}
