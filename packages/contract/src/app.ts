import { z } from 'zod'
import { appNames, type OptionalApp, optionalApps } from './app-list.ts'
import { Moment } from './ids.ts'
import { route } from './route.ts'

export const AppEntry = z.object({
  app: z.enum(appNames),
  isOn: z.boolean(),
  uses: z.number().describe('How much I use it: what was long ago counts less.'),
  lastUsedAt: Moment.nullable(),
})
export type AppEntry = z.infer<typeof AppEntry>

const tag = 'app'

export const app = {
  list: route('GET', '/apps', {
    access: 'signed-in',
    audit: null,
    tag,
    title: 'All apps, and how much I use them',
  }).output(z.array(AppEntry)),
  use: route('POST', '/apps/{app}/uses', {
    access: 'signed-in',
    audit: null,
    tag,
    title: 'I have opened an app',
  }).input(z.object({ app: z.enum(appNames) })),
  switch: route('PUT', '/apps/{app}/switch', {
    access: 'app.manage',
    audit: 'app.switched',
    tag,
    title: 'Switch an optional app on or off for the company',
  })
    .input(z.object({ app: z.enum(optionalApps as [OptionalApp, ...OptionalApp[]]), isOn: z.boolean() }))
    .output(z.array(AppEntry)),
}
