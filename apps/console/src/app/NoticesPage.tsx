import { App, Radio, Segmented, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { WebpushSection } from '../features/webpush/WebpushSection.tsx'
import { preferences, usePreferences } from '../platform/preferences.ts'
import { Page, Section } from '../ui/Page.tsx'
import { SettingLine } from '../ui/SettingLine.tsx'
import { chime } from './chime.ts'

/** How I want to be told of things, and how the console looks on this device. */
export function NoticesPage() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { sound, desktopNotification, titleBadge, theme, locale, sendWith } = usePreferences()

  async function allowNotifications(isOn: boolean) {
    if (!isOn) return preferences.set({ desktopNotification: false })
    const answer = 'Notification' in window ? await Notification.requestPermission() : 'denied'
    if (answer === 'granted') preferences.set({ desktopNotification: true })
    else void message.warning(t('app.notices.blocked'))
  }

  return (
    <Page title={t('app.notices.title')} hint={t('app.notices.hint')}>
      <Section title={t('app.notices.news')}>
        <SettingLine title={t('app.notices.sound')} hint={t('app.notices.soundHint')}>
          <Switch
            checked={sound}
            onChange={(isOn) => {
              preferences.set({ sound: isOn })
              if (isOn) chime('message')
            }}
          />
        </SettingLine>
        <SettingLine title={t('app.notices.desktop')} hint={t('app.notices.desktopHint')}>
          <Switch checked={desktopNotification} onChange={(isOn) => void allowNotifications(isOn)} />
        </SettingLine>
        <SettingLine title={t('app.notices.badge')} hint={t('app.notices.badgeHint')}>
          <Switch checked={titleBadge} onChange={(isOn) => preferences.set({ titleBadge: isOn })} />
        </SettingLine>
      </Section>
      <WebpushSection />
      <Section title={t('app.notices.look')}>
        <SettingLine title={t('app.theme')}>
          <Segmented
            value={theme}
            onChange={(value) => preferences.set({ theme: value })}
            options={(['light', 'dark', 'system'] as const).map((value) => ({
              value,
              label: t(`app.themes.${value}`),
            }))}
          />
        </SettingLine>
        <SettingLine title={t('app.language')}>
          <Segmented
            value={locale}
            onChange={(value) => preferences.set({ locale: value })}
            options={[
              { value: 'zh-CN' as const, label: '简体中文' },
              { value: 'en-US' as const, label: 'English' },
            ]}
          />
        </SettingLine>
        <SettingLine title={t('conversation.composer.sendWith')}>
          <Radio.Group
            value={sendWith}
            onChange={(event) => preferences.set({ sendWith: event.target.value })}
            options={[
              { value: 'enter', label: 'Enter' },
              { value: 'ctrl-enter', label: 'Ctrl + Enter' },
            ]}
          />
        </SettingLine>
      </Section>
    </Page>
  )
}
