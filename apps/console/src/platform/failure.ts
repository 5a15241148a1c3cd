import { ApiError } from '@youwen/sdk/api'
import i18next from 'i18next'
import { textFor } from './i18n.ts'

/** What went wrong, in the reader's language: by its code, else by its kind, else as the server put it. */
export function describe(error: unknown): string {
  const t = i18next.t
  if (!(error instanceof ApiError)) {
    // Not the server's word but a fault of ours; the console of the browser has it.
    console.error(error)
    return t('error.unexpected')
  }
  const { code, status, retryAfter } = error
  if (retryAfter !== null && retryAfter > 0) return t('error.retryAfter', { seconds: Math.ceil(retryAfter) })
  const fallback =
    status >= 500
      ? t('error.serverFailed')
      : status === 404
        ? t('error.missing')
        : error.message || t('error.unexpected')
  return textFor(`error.${code}`, fallback)
}

/** Which fields of a form the server refused, as antd's forms take them. */
export function fieldErrors(error: unknown): { name: (string | number)[]; errors: string[] }[] {
  if (!(error instanceof ApiError)) return []
  return error.fields.map(({ path, code, title }) => ({
    name: path.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part)),
    errors: [textFor(`error.${code}`, title)],
  }))
}
