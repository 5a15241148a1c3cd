import { browserStorage } from '@youwen/sdk/storage'

/** A half-filled form; `at` as ISO. */
export interface AppointmentDraft {
  /** Of the appointment that it becomes: what was stored before a crash is not stored again after it. */
  readonly id: string
  readonly templateId: string | null
  readonly name: string
  readonly phone: string
  readonly at: string | null
  readonly values: Readonly<Record<string, string>>
  readonly note: string
  /** Of the appointment that is changed: what was begun on an older one would undo what others did since. */
  readonly revision?: number | undefined
}

const key = 'youwen.console.appointment:template'

/** The template that was used last on this device. */
export const lastTemplate = {
  get: (): string | null => browserStorage().getItem(key),
  set(templateId: string): void {
    try {
      browserStorage().setItem(key, templateId)
    } catch {
      // Storage is full: then the first template is offered first.
    }
  },
}
