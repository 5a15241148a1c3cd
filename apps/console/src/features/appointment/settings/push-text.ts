import type { AppointmentPushTemplate, AppointmentVariable } from '@youwen/contract'
import { appointmentVariables } from '@youwen/contract/appointment-styles'

type Mapped = AppointmentPushTemplate['variables'][number]

/** What stands in braces, as providers write it: `{name}`, `${name}`, `{1}`; each once, in its order. */
export const placeholdersOf = (text: string): string[] => [
  ...new Set([...text.matchAll(/\{\s*([\w-]{1,30})\s*\}/g)].map(([, name = '']) => name)),
]

const isOurs = (name: string): name is AppointmentVariable => appointmentVariables.some((one) => one === name)

/** Where each placeholder of a text gets its value: as it was said before, else what it is called after. */
export const mappingOf = (text: string, held: readonly Mapped[]): Mapped[] =>
  placeholdersOf(text).map((name, index) => {
    const known = held.find((one) => one.name === name)
    const guess = isOurs(name) ? name : (appointmentVariables[index] ?? 'name')
    return known ?? { name, variable: guess }
  })

export type Examples = Readonly<Record<AppointmentVariable, string>>

/** The text as a phone would show it; what nobody has said a value for stays as it is. */
export const filledIn = (text: string, mapped: readonly Mapped[], examples: Examples): string =>
  text.replace(/\$?\{\s*([\w-]{1,30})\s*\}/g, (whole, name: string) => {
    const found = mapped.find((one) => one.name === name)
    return found ? examples[found.variable] : whole
  })
