import type { Permission } from './permission.ts'

/**
 * The product's own apps: what the list of apps shows, and what a company may do without. `modules` are those of the
 * contract whose routes belong to an optional one: they are refused where it is switched off, but for what visitors ask
 * (who was invited to rate may still do it). `needs` is any one of these permissions.
 */
export const apps = {
  desk: { isOptional: false, modules: [], needs: [] },
  visitor: { isOptional: false, modules: [], needs: ['visitor.view'] },
  ticket: { isOptional: true, modules: ['ticket'], needs: ['ticket.handle'] },
  appointment: { isOptional: true, modules: ['appointment'], needs: ['appointment.handle'] },
  monitor: { isOptional: true, modules: ['monitor'], needs: ['team.monitor'] },
  phrase: { isOptional: false, modules: [], needs: [] },
  card: { isOptional: false, modules: [], needs: ['card.manage'] },
  class: { isOptional: false, modules: [], needs: ['class.manage'] },
  rating: { isOptional: true, modules: ['rating'], needs: ['rating.manage'] },
  catalog: { isOptional: true, modules: ['catalog'], needs: ['catalog.manage'] },
  robot: { isOptional: false, modules: [], needs: ['robot.manage'] },
  assistant: { isOptional: false, modules: [], needs: ['assistant.manage'] },
  invite: { isOptional: true, modules: ['invite'], needs: ['invite.send'] },
  shield: { isOptional: false, modules: [], needs: ['shield.manage'] },
  team: { isOptional: false, modules: [], needs: ['team.view'] },
  site: { isOptional: false, modules: [], needs: ['site.manage'] },
  log: { isOptional: false, modules: [], needs: ['security.audit'] },
  notice: { isOptional: false, modules: [], needs: [] },
} as const satisfies Record<
  string,
  { readonly isOptional: boolean; readonly modules: readonly string[]; readonly needs: readonly Permission[] }
>
export type AppName = keyof typeof apps
export const appNames = Object.keys(apps) as [AppName, ...AppName[]]

type Optional = { [Name in AppName]: (typeof apps)[Name]['isOptional'] extends true ? Name : never }[AppName]
export const optionalApps = appNames.filter((name): name is Optional => apps[name].isOptional)
export type OptionalApp = Optional

const appOfModule = new Map<string, OptionalApp>()
for (const name of optionalApps) for (const module of apps[name].modules) appOfModule.set(module, name)

/** The optional app that the routes of a module belong to. */
export const appOf = (module: string): OptionalApp | undefined => appOfModule.get(module)
