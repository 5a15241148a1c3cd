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

const prefix = 'youwen.console.appointment:'

function read<T>(key: string): T | undefined {
  try {
    return JSON.parse(localStorage.getItem(prefix + key) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}
function write(key: string, value: unknown) {
  try {
    if (value === undefined) localStorage.removeItem(prefix + key)
    else localStorage.setItem(prefix + key, JSON.stringify(value))
  } catch {
    // Storage is blocked or full: what is written stays in the form, only a reload would lose it.
  }
}

/** By the conversation that it is made in, the appointment that is changed, or `new`; it outlives a reload. */
export const appointmentDrafts = {
  get: (of: string) => read<AppointmentDraft>(of),
  set: (of: string, draft: AppointmentDraft | undefined) => write(of, draft),
}

/** The template that was used last on this device. */
export const lastTemplate = {
  get: () => read<string>('template') ?? null,
  set: (templateId: string) => write('template', templateId),
}
