import { expect, it } from 'vitest'
import { qualityOf } from './quality.ts'

it('judges a conversation by how often its visitor spoke (D1.5)', () => {
  expect([0, 1, 2, 3, 5, 6, 400].map(qualityOf)).toEqual([
    'invalid',
    'plain',
    'plain',
    'good',
    'good',
    'excellent',
    'excellent',
  ])
})
