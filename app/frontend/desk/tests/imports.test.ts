import { describe, expect, it } from 'vitest'
import { pairs } from '@/i18n'
import { csvOf } from '@/imports/csv'
import { KINDS } from '@/imports/kinds'

describe('the list of problems as a file', () => {
  it('quotes what would break a line and lets nothing be a formula', () => {
    const text = csvOf([['row', 'says'], ['3', '=HYPERLINK("x")'], ['4', 'a, b'], ['5', '-12']])
    expect(text).toBe('\ufeffrow,says\r\n3,"\'=HYPERLINK(""x"")"\r\n4,"a, b"\r\n5,\'-12\r\n')
  })
})

describe('the kinds of list', () => {
  it('have a name and a sentence each', () => {
    const { kinds, about } = pairs['imports'] as { kinds: object; about: object }
    const known = KINDS.map(({ kind }) => kind).sort()
    expect(Object.keys(kinds).sort()).toEqual(known)
    expect(Object.keys(about).sort()).toEqual(known)
  })
})
