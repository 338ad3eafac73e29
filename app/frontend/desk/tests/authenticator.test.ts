import { expect, test } from 'vitest'
import { addressOf, grouped } from '@/login/authenticator'

test('the address names issuer, person and key', () => {
  expect(addressOf('li+1@example.com', 'ABCD EFGH====')).toBe(
    'otpauth://totp/Roundsman:li%2B1%40example.com?secret=ABCDEFGH&issuer=Roundsman',
  )
})

test('a key is read in groups of four', () => {
  expect(grouped('ABCDEFGHIJ')).toBe('ABCD EFGH IJ')
})
