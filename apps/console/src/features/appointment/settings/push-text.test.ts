import { expect, it } from 'vitest'
import { filledIn, mappingOf, placeholdersOf } from './push-text.ts'

const examples = {
  name: '王女士',
  number: 'X7K2-94QF',
  date: '11月28日',
  time: '09:30',
  place: '皮肤科',
  address: '湖滨南路 128 号',
  telephone: '0592-5550199',
  company: '云州医院',
}

it('the placeholders of a text are found in the ways in which both providers write them', () => {
  expect(placeholdersOf(`$${'{name}'}您好，{ date } {time}，{name}`)).toEqual(['name', 'date', 'time'])
  expect(placeholdersOf('{1}您好，{2}见')).toEqual(['1', '2'])
  expect(placeholdersOf('没有变量 {} {这个不算}')).toEqual([])
})

it('a placeholder that is called as a variable gets it, a numbered one the next, and what was chosen stays', () => {
  expect(mappingOf('{name} {place}', [])).toEqual([
    { name: 'name', variable: 'name' },
    { name: 'place', variable: 'place' },
  ])
  expect(mappingOf('{1} {2}', [{ name: '2', variable: 'time' }])).toEqual([
    { name: '1', variable: 'name' },
    { name: '2', variable: 'time' },
  ])
  // What was taken out of the text is sent no more.
  expect(mappingOf('您好', [{ name: 'name', variable: 'name' }])).toEqual([])
})

it('a preview shows what a phone will show', () => {
  expect(filledIn(`$${'{name}'}您好，{1}见`, [{ name: 'name', variable: 'name' }], examples)).toBe('王女士您好，{1}见')
  expect(filledIn('{1} {2}', mappingOf('{1} {2}', []), examples)).toBe('王女士 X7K2-94QF')
})
