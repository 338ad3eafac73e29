import { expect, test } from 'vitest'
import { returnPath } from '@/router'

test('after the log-in people return to where they were, but never to another site', () => {
  expect(returnPath('/coverage?unit=1')).toBe('/coverage?unit=1')
  expect(returnPath('//evil.example/x')).toBe('/map')
  expect(returnPath('/\\evil.example')).toBe('/map')
  expect(returnPath('https://evil.example')).toBe('/map')
  expect(returnPath(undefined)).toBe('/map')
})
