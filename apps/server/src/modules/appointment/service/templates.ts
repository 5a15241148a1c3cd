import type { AppointmentTemplate, SaveAppointmentTemplate } from '@youwen/contract'
import { maxAppointmentTemplates } from '@youwen/contract/limits'
import type { Db, Tx } from '../../../platform/db/index.ts'
import { notFound, Refusal } from '../../../platform/errors.ts'
import * as store from '../store/template.ts'

const refuse = (path: string, code: string, title: string) =>
  new Refusal('invalid', code, title, { fields: [{ path, code, title }] })

/** Fields that cannot be filled in, or told apart, are no fields. */
function checkFields({ fields }: SaveAppointmentTemplate): void {
  const seen = { ids: new Set<string>(), names: new Set<string>() }
  for (const [index, { fieldId, name, kind, options }] of fields.entries()) {
    const path = `fields.${index}`
    if (seen.ids.has(fieldId)) {
      throw refuse(`${path}.fieldId`, 'appointment_template.field_repeated', 'Two fields have the same id.')
    }
    if (seen.names.has(name.toLowerCase())) {
      throw refuse(`${path}.name`, 'appointment_template.field_name_taken', 'Another field is called the same.')
    }
    if (kind === 'select' && options.length === 0) {
      throw refuse(`${path}.options`, 'appointment_template.options_missing', 'There is nothing to choose.')
    }
    if (new Set(options).size < options.length) {
      throw refuse(`${path}.options`, 'appointment_template.option_repeated', 'An option is there twice.')
    }
    seen.ids.add(fieldId)
    seen.names.add(name.toLowerCase())
  }
}

/** Options belong to what is chosen from. */
const tidied = <T extends SaveAppointmentTemplate>(template: T): T => ({
  ...template,
  fields: template.fields.map((field) => (field.kind === 'select' ? field : { ...field, options: [] })),
})

export function createTemplates({ db, newId }: { readonly db: Db; readonly newId: () => string }) {
  async function current(tx: Tx, companyId: string): Promise<AppointmentTemplate[]> {
    await store.lockTemplates(tx, companyId)
    return (await store.findTemplates(tx, companyId)).filter(({ isRemoved }) => !isRemoved)
  }

  function checkName(others: readonly AppointmentTemplate[], name: string): void {
    if (!others.some((other) => other.name.toLowerCase() === name.toLowerCase())) return
    const title = `There is a template "${name}" already.`
    throw new Refusal('conflict', 'appointment_template.name_taken', title, {
      fields: [{ path: 'name', code: 'appointment_template.name_taken', title }],
    })
  }

  return {
    list: (companyId: string) => db.company(companyId, (tx) => store.findTemplates(tx, companyId)),

    add: (companyId: string, request: SaveAppointmentTemplate): Promise<AppointmentTemplate> =>
      db.company(companyId, async (tx) => {
        checkFields(request)
        const known = await current(tx, companyId)
        checkName(known, request.name)
        if (known.length >= maxAppointmentTemplates) {
          throw new Refusal('conflict', 'appointment_template.enough', `At most ${maxAppointmentTemplates} templates.`)
        }
        const template = { ...tidied(request), templateId: newId() }
        await store.insertTemplate(tx, companyId, template)
        return { ...template, isRemoved: false }
      }),

    save: (
      companyId: string,
      request: SaveAppointmentTemplate & { readonly templateId: string },
    ): Promise<AppointmentTemplate> =>
      db.company(companyId, async (tx) => {
        checkFields(request)
        const known = await current(tx, companyId)
        if (!known.some(({ templateId }) => templateId === request.templateId)) throw notFound('appointment_template')
        checkName(
          known.filter(({ templateId }) => templateId !== request.templateId),
          request.name,
        )
        const template = tidied(request)
        await store.updateTemplate(tx, companyId, template)
        return { ...template, isRemoved: false }
      }),

    remove: (companyId: string, templateId: string): Promise<void> =>
      db.company(companyId, async (tx) => {
        const known = await current(tx, companyId)
        if (!known.some((one) => one.templateId === templateId)) throw notFound('appointment_template')
        await store.removeTemplate(tx, companyId, templateId)
      }),

    /** Those that are not named, because somebody has just added them, follow in the order that they had. */
    order: (companyId: string, templateIds: readonly string[]): Promise<AppointmentTemplate[]> =>
      db.company(companyId, async (tx) => {
        const known = (await current(tx, companyId)).map(({ templateId }) => templateId)
        if (templateIds.some((id) => !known.includes(id))) throw notFound('appointment_template')
        await store.orderTemplates(tx, companyId, [...new Set([...templateIds, ...known])])
        return store.findTemplates(tx, companyId)
      }),
  }
}
