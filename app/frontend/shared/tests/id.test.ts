import { expect, it } from 'vitest'
import { newId } from '../src/id'

it('makes ids that no two calls share, of version 4', () => {
  const many = Array.from({ length: 200 }, newId)
  expect(new Set(many).size).toBe(200)
  for (const id of many) expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
})
