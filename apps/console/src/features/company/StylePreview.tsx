import type { StyleLook } from '@youwen/contract'
import { Segmented } from 'antd'
import { MessageCircle, Minus, SendHorizontal, Smile } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './StylePreview.module.css'

/** How the button and the panel will look on a page, on a screen and on a phone. */
export function StylePreview({ look, language }: { look: StyleLook; language: 'zh-CN' | 'en-US' }) {
  const { t } = useTranslation()
  const [device, setDevice] = useState<'desktop' | 'mobile'>('desktop')
  const [isOpen, setIsOpen] = useState(true)
  const side = { [look.position]: Math.min(look.offsetX, 160), bottom: Math.min(look.offsetY, 160) }
  return (
    <section className={styles.preview} aria-label={t('company.preview')}>
      <Segmented
        value={device}
        onChange={(value) => setDevice(value as 'desktop' | 'mobile')}
        options={[
          { value: 'desktop', label: t('company.onDesktop') },
          { value: 'mobile', label: t('company.onMobile') },
        ]}
      />
      <div className={styles.page} data-device={device} style={{ '--widget-accent': look.accent }}>
        <div className={styles.browser}>
          <i />
          <i />
          <i />
        </div>
        <div className={styles.fake}>
          <b style={{ width: '38%' }} />
          <span style={{ width: '72%' }} />
          <span style={{ width: '64%' }} />
          <em />
          <span style={{ width: '70%' }} />
          <span style={{ width: '52%' }} />
        </div>
        {isOpen ? (
          <div className={styles.panel} style={device === 'mobile' ? {} : side}>
            <header className={styles.head}>
              <span className={styles.face}>{look.title[language].slice(0, 1)}</span>
              <span className={styles.title}>{look.title[language]}</span>
              <button type="button" aria-label={t('company.fold')} onClick={() => setIsOpen(false)}>
                <Minus size={18} />
              </button>
            </header>
            <div className={styles.messages}>
              {look.welcome[language] && <p className={styles.theirs}>{look.welcome[language]}</p>}
              <p className={styles.mine}>{t('company.previewQuestion')}</p>
            </div>
            <footer className={styles.foot}>
              <Smile size={18} />
              <span>{t('company.previewInput')}</span>
              <SendHorizontal size={18} className={styles.send} />
            </footer>
          </div>
        ) : (
          <button
            type="button"
            className={styles.button}
            data-shape={look.button}
            style={side}
            onClick={() => setIsOpen(true)}
          >
            <MessageCircle size={look.button === 'round' ? 26 : 18} />
            {look.button === 'bar' ? (
              look.buttonText[language]
            ) : (
              <span className="sr-only">{look.buttonText[language]}</span>
            )}
          </button>
        )}
      </div>
      <p className={styles.hint}>{t('company.previewHint')}</p>
    </section>
  )
}
