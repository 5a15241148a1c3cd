import { App, type FormInstance } from 'antd'
import { useState } from 'react'
import { describe, fieldErrors } from '../platform/failure.ts'

/** Saves what a form holds: what the server refuses is said, and shown at its fields. */
export function useSaving<T>(form: FormInstance<T>) {
  const { message } = App.useApp()
  const [isBusy, setIsBusy] = useState(false)

  async function saving(work: () => Promise<void>): Promise<void> {
    setIsBusy(true)
    try {
      await work()
    } catch (error) {
      form.setFields(fieldErrors(error) as Parameters<typeof form.setFields>[0])
      void message.error(describe(error))
    } finally {
      setIsBusy(false)
    }
  }

  return { isBusy, saving }
}
