import { Button, Form, type FormInstance } from 'antd'
import { useTranslation } from 'react-i18next'
import styles from './SaveBar.module.css'

/** Whether a form holds something else than what is saved. */
export function useChanged<T extends object>(form: FormInstance<T>, saved: T): boolean {
  const now = Form.useWatch([], form) as object | undefined
  return now !== undefined && canonical(now) !== canonical(pick(saved, Object.keys(now)))
}

const pick = (from: object, names: string[]) => Object.fromEntries(names.map((name) => [name, Reflect.get(from, name)]))

/** Equal for equal contents, whatever the order of the fields. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : (part ?? null),
  )

interface Props {
  readonly isShown: boolean
  readonly isBusy: boolean
  readonly onSave: () => void
  readonly onReset: () => void
}

/** Sticks to the bottom as long as something is not saved. */
export function SaveBar({ isShown, isBusy, onSave, onReset }: Props) {
  const { t } = useTranslation()
  if (!isShown) return null
  return (
    <div className={styles.bar} role="status">
      <span>{t('app.unsaved')}</span>
      <Button onClick={onReset} disabled={isBusy}>
        {t('app.discard')}
      </Button>
      <Button type="primary" onClick={onSave} loading={isBusy}>
        {t('app.save')}
      </Button>
    </div>
  )
}
