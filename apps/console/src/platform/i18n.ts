import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Texts } from '../texts/zh-CN/index.ts'
import { preferences } from './preferences.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: Texts }
    returnNull: false
  }
}

export type Locale = 'zh-CN' | 'en-US'

/** Only the language in use is loaded. */
const load: Record<Locale, () => Promise<{ default: object }>> = {
  'zh-CN': () => import('../texts/zh-CN/index.ts'),
  'en-US': () => import('../texts/en-US/index.ts'),
}

export async function startI18n() {
  await i18next.use(initReactI18next).init({
    lng: preferences.get().locale,
    resources: {},
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  await switchLocale(preferences.get().locale)
}

export async function switchLocale(locale: Locale) {
  if (!i18next.hasResourceBundle(locale, 'translation')) {
    i18next.addResourceBundle(locale, 'translation', (await load[locale]()).default)
  }
  await i18next.changeLanguage(locale)
  document.documentElement.lang = locale
}

/** For keys that are only known at run time (codes from the server); `fallback` when no dictionary has it. */
export const textFor = (key: string, fallback: string): string =>
  i18next.exists(key) ? (i18next.t as (key: string) => string)(key) : fallback
