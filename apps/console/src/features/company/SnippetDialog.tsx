import type { Site, Style } from '@youwen/contract'
import { App, Button, Modal } from 'antd'
import { Copy, ExternalLink } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { serverUrl } from '../../platform/api.ts'
import styles from './SnippetDialog.module.css'
import { chatPageOf, snippetOf } from './snippet.ts'

/** 生成代码 (W1). */
export function SnippetDialog({ site, style, onClose }: { site: Site; style: Style; onClose: () => void }) {
  const { t } = useTranslation()
  const page = chatPageOf(serverUrl, site.key, style.styleId)
  return (
    <Modal
      open
      centered
      width={620}
      footer={null}
      title={t('company.snippetTitle', { site: site.name, style: style.name })}
      onCancel={onClose}
    >
      <ol className={styles.steps}>
        <li>{t('company.snippetStep1')}</li>
        <li>{t('company.snippetStep2')}</li>
        <li>{t('company.snippetStep3')}</li>
      </ol>
      <Copyable text={snippetOf(serverUrl, site.key, style.styleId)} label={t('company.copySnippet')} />
      <h3 className={styles.title}>{t('company.chatPage')}</h3>
      <p className={styles.hint}>{t('company.chatPageHint')}</p>
      <Copyable text={page} label={t('company.copyAddress')} />
      <Button
        type="link"
        icon={<ExternalLink size={15} />}
        href={page}
        target="_blank"
        rel="noopener"
        style={{ paddingInline: 0 }}
      >
        {t('company.openChatPage')}
      </Button>
    </Modal>
  )
}

function Copyable({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  async function copy() {
    try {
      await navigator.clipboard.writeText(text)
      void message.success(t('app.copied'))
    } catch {
      // Without https a browser gives no clipboard: the text can be selected.
      void message.info(t('app.copyByHand'))
    }
  }
  return (
    <div className={styles.code}>
      <code>{text}</code>
      <Button type="primary" icon={<Copy size={15} />} onClick={copy}>
        {label}
      </Button>
    </div>
  )
}
