import { appNames } from '@youwen/contract/app-list'
import { expect, it } from 'vitest'
import { appAt, appPlaces } from './app-entries.ts'

it('has an entry for every app of the contract', () => {
  expect(appPlaces.map(({ app }) => app).toSorted()).toEqual([...appNames].toSorted())
})

it('knows which app an address belongs to', () => {
  expect(appAt('/desk/0198-77')).toBe('desk')
  expect(appAt('/tickets')).toBe('ticket')
  expect(appAt('/settings/sites/1/styles/2')).toBe('site')
  expect(appAt('/settings/profile')).toBeUndefined()
  expect(appAt('/desktop')).toBeUndefined()
})
