import type { Appointment, AppointmentTemplate } from '@youwen/contract'
import { newMessageId } from '../../attacks/src/sample.ts'
import type { Ask } from './canary-ask.ts'
import { at, joined, texts, textsUpTo } from './canary-texts.ts'
import type { Tour } from './canary-tour.ts'
import { eventually } from './people.ts'

export interface Booked {
  readonly templates: readonly AppointmentTemplate[]
  readonly appointments: readonly Appointment[]
}

const styles = ['sky', 'jade', 'coral', 'rose', 'violet', 'gold', 'ink', 'paper']
/** Of what holds nothing after trimming there is no name. */
const some = (text: string) => (text.trim() === '' ? 'x' : text)

/** All of the texts are words of templates, and names, notes and values of appointments that were made of them. */
export async function makeAppointments(ask: Ask): Promise<Booked> {
  const [names, titles, places] = [textsUpTo(15), textsUpTo(30), textsUpTo(40)]
  const [addresses, telephones, notices] = [textsUpTo(100), textsUpTo(30), joined(texts, 450)]
  const templates: AppointmentTemplate[] = []
  for (let index = 0; index < 30; index++) {
    const choices = [index * 3, index * 3 + 1].map((place) => `${at(textsUpTo(30), place)} ${place}`)
    const field = { fieldId: crypto.randomUUID(), isRequired: false, isOnCard: true, options: [], kind: 'text' }
    templates.push(
      await ask('appointment.addTemplate', {
        // Numbered: no two templates have one name.
        name: `${at(names, index * 3)} ${index}`,
        style: at(styles, index),
        title: some(at(titles, index * 3 + 1)),
        place: some(at(places, index * 3 + 2)),
        address: at(addresses, index * 4),
        telephone: at(telephones, index * 2),
        notice: at(notices, index),
        fields: [
          { ...field, name: some(at(names, index * 3 + 2)) },
          { ...field, fieldId: crypto.randomUUID(), name: `${index}.`, kind: 'select', options: choices },
        ],
      }),
    )
  }
  const soon = Math.ceil(Date.now() / 3_600_000) * 3_600_000 + 3_600_000
  const appointments: Appointment[] = []
  for (const [index, name] of textsUpTo(40).entries()) {
    const template = templates[index % templates.length]
    const [free, chosen] = template?.fields ?? []
    appointments.push(
      await ask('appointment.add', {
        id: newMessageId(),
        templateId: template?.templateId,
        name: some(name),
        at: new Date(soon + index * 900_000).toISOString(),
        values: {
          ...(free && { [free.fieldId]: at(textsUpTo(900), index) }),
          ...(chosen && { [chosen.fieldId]: at(chosen.options, index) }),
        },
        note: at(textsUpTo(900), index + 5),
      }),
    )
  }
  return { templates, appointments }
}

export async function lookAtAppointments(tour: Tour, { templates, appointments }: Booked) {
  const { page, follow, goTo, isOnlyText, dialog } = tour
  await follow('/settings/appointment-templates')
  await isOnlyText(templates.flatMap(({ name, title, place }) => [name, `${title} · ${place}`]))
  for (const template of [3, 11].map((index) => nth(templates, index))) {
    await page.getByRole('button', { name: `编辑「${template.name}」` }).click()
    await dialog().getByLabel('卡片标题').waitFor()
    await isOnlyText([template.title, template.place, template.notice])
    await page.locator('.ant-drawer-close').click()
    await dialog().waitFor({ state: 'hidden' })
  }

  await follow('/appointments')
  const rows = page.locator('button[aria-current]')
  await rows.first().waitFor()
  await page.setViewportSize({ width: 1440, height: 9_000 })
  await page.getByRole('button', { name: '加载更多' }).click()
  await eventually(() => rows.count()).toBeGreaterThan(50)
  await isOnlyText(appointments.slice(0, 50).map(({ name }) => name))
  await page.setViewportSize({ width: 1440, height: 900 })
  for (const appointment of [1, 20, 40].map((index) => nth(appointments, index))) {
    await page.getByText(appointment.number).first().click()
    await page.getByRole('article').getByText('记录').waitFor()
    await isOnlyText([appointment.name, appointment.note, ...Object.values(appointment.values)])
  }

  // What anybody sees who has the address.
  for (const index of [0, 7, 13, 19, 26]) {
    const appointment = nth(appointments, index)
    const template = templates.find(({ templateId }) => templateId === appointment.templateId)
    await goTo(new URL(appointment.url).pathname)
    await page.getByText(appointment.number).waitFor()
    await isOnlyText([
      appointment.name,
      ...(template ? [template.title, template.place, template.address, template.telephone, template.notice] : []),
    ])
  }
  await goTo('/desk')
}

function nth<T>(list: readonly T[], index: number): T {
  const found = list[index]
  if (found === undefined) throw new Error(`There is no ${index}th.`)
  return found
}
