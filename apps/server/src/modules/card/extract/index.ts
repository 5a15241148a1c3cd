import { findAge, findGender } from './about.ts'
import { findEmail, findQq, findWechat } from './accounts.ts'
import { findAppointment } from './appointment.ts'
import { findName } from './name.ts'
import { findNeed } from './need.ts'
import { findPhones } from './phone.ts'
import { findRegion } from './region.ts'
import { type Extractor, type Finding, linesOf, type Said } from './talk.ts'

export { type ExtractedField, type Extractor, extractedFields, type Finding, type Said } from './talk.ts'

/** Every value that the rules find; a phone may come more than once, the best first. */
export function readByRules(talk: readonly Said[], when: { readonly timeZone: string }): Finding[] {
  const lines = linesOf(talk)
  return [findName, findPhones, findWechat, findQq, findEmail, findGender, findAge, findRegion, findNeed]
    .flatMap((find) => find(lines))
    .concat(findAppointment(lines, when))
}

export const rules: Extractor = async (talk, when) => readByRules(talk, when)
