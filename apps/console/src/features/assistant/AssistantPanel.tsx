import type { AssistantSource, TranslationLanguage } from '@youwen/contract'
import { translationLanguages } from '@youwen/contract/limits'
import { App, Button, Input, Select, Switch } from 'antd'
import { Copy, CornerDownLeft } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../platform/api.ts'
import type { ComposerToolProps } from '../../platform/composer.ts'
import { preferences, usePreferences } from '../../platform/preferences.ts'
import { translations, useFollowed } from '../../platform/translations.ts'
import { AssistButton } from '../../ui/AssistButton.tsx'
import styles from './AssistantPanel.module.css'
import { Sources } from './Sources.tsx'

interface Suggested {
  readonly isForVisitor: boolean
  readonly text: string
  readonly sources?: readonly AssistantSource[]
}

interface Props extends ComposerToolProps {
  readonly may: { readonly reply: boolean; readonly summary: boolean; readonly translate: boolean }
  readonly onClose: () => void
}

/** Suggestions: each can be changed before it goes into the box, and none is ever sent from here. */
export function AssistantPanel({ conversationId, text, may, onReplace, onClose }: Props) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { locale, draftLanguage } = usePreferences()
  const isFollowed = useFollowed(conversationId)
  const switchId = useId()
  const [suggested, setSuggested] = useState<Suggested>()
  const names = new Intl.DisplayNames([locale], { type: 'language' })

  const suggest = (isForVisitor: boolean, ask: () => Promise<Pick<Suggested, 'text' | 'sources'>>) => async () =>
    setSuggested({ isForVisitor, ...(await ask()) })

  async function copy(words: string) {
    try {
      await navigator.clipboard.writeText(words)
      void message.success(t('conversation.menu.copied'))
    } catch {
      void message.warning(t('conversation.menu.copyBlocked'))
    }
  }

  return (
    <div className={styles.panel}>
      <div className={styles.choices}>
        {may.reply && (
          <AssistButton
            label={t('assistant.suggestReply')}
            onAsk={suggest(true, () => api.assistant.reply({ conversationId }))}
          />
        )}
        {may.summary && (
          <AssistButton
            label={t('assistant.summarise')}
            onAsk={suggest(false, () => api.assistant.summary({ conversationId }))}
          />
        )}
      </div>
      {may.translate && (
        <>
          <div className={styles.line}>
            {text.trim() === '' ? (
              <span className={styles.muted}>{t('assistant.draftEmpty')}</span>
            ) : (
              <AssistButton
                label={t('assistant.translateDraft')}
                onAsk={suggest(true, async () => {
                  const { texts } = await api.assistant.translate({ texts: [text], to: draftLanguage })
                  return { text: texts[0] ?? text }
                })}
              />
            )}
            <Select<TranslationLanguage>
              size="small"
              value={draftLanguage}
              onChange={(next) => preferences.set({ draftLanguage: next })}
              options={translationLanguages.map((value) => ({ value, label: names.of(value) ?? value }))}
              className={styles.language ?? ''}
              aria-label={t('assistant.draftLanguage')}
            />
          </div>
          <div className={styles.line}>
            <label htmlFor={switchId}>{t('assistant.follow')}</label>
            <Switch
              id={switchId}
              size="small"
              checked={isFollowed}
              onChange={(isOn) => translations.follow(conversationId, isOn)}
            />
          </div>
        </>
      )}
      {suggested && (
        <>
          <Input.TextArea
            autoFocus
            autoSize={{ minRows: 3, maxRows: 10 }}
            value={suggested.text}
            aria-label={t('assistant.suggested')}
            onChange={(event) => setSuggested({ ...suggested, text: event.target.value })}
          />
          <Sources sources={suggested.sources ?? []} />
          <div className={styles.foot}>
            <span className={styles.muted}>{t('assistant.readOver')}</span>
            {suggested.isForVisitor ? (
              <Button
                type="primary"
                size="small"
                icon={<CornerDownLeft size={14} />}
                onClick={() => {
                  onReplace(suggested.text)
                  onClose()
                }}
              >
                {t('assistant.insert')}
              </Button>
            ) : (
              <Button size="small" icon={<Copy size={14} />} onClick={() => void copy(suggested.text)}>
                {t('assistant.copy')}
              </Button>
            )}
          </div>
        </>
      )}
    </div>
  )
}
