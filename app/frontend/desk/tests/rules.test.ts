import type { RuleField } from '@roundsman/shared/api'
import { describe, expect, it } from 'vitest'
import { bounds, endShown, freshCode, kept, secondsOf, slow, typed } from '@/rules/values'

const field = (shape: RuleField['shape'], more: Partial<RuleField> = {}): RuleField => ({
  name: 'x', name_zh: '', name_en: '', shape, least: 0, most: 0.99, optional: false, choices: [], ...more,
})

describe('values of rules', () => {
  it('shows shares in per cent and keeps them as shares', () => {
    expect(typed(field('share'), 0.285)).toBe('28.5')
    expect(kept(field('share'), '28.5')).toBe(0.285)
    expect(kept(field('share'), 28.5)).toBe(0.285)
    expect(bounds(field('share'))).toEqual({ min: 0, max: 99, step: 'any' })
  })
  it('keeps an empty field as nothing', () => {
    expect(kept(field('count', { optional: true }), ' ')).toBeNull()
    expect(typed(field('count'), null)).toBe('')
  })
  it('gives a new item a code that no other one has', () => {
    expect(freshCode([['a', '', ''], ['item_3', '', '']])).toBe('item_4')
  })
  it('ends hours at 24:00, which a clock knows as 00:00', () => {
    expect(endShown(86_400)).toBe('24:00')
    expect(endShown(34_200)).toBe('09:30')
    expect(secondsOf('00:00', true)).toBe(86_400)
    expect(secondsOf('00:00')).toBe(0)
    expect(secondsOf('09:30', true)).toBe(34_200)
  })
  it('knows slower hours as a list, which is not typed into one field', () => {
    const hours = { profile: 'car', from_s: 25_200, until_s: 32_400, factor: 1.5 } as const
    expect(slow([hours])).toEqual([hours])
    expect(slow(null)).toEqual([])
    expect(typed(field('periods'), [hours])).toBe('')
  })
})
