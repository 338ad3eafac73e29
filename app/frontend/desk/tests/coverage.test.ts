import type { CoverageRow } from '@roundsman/shared/api'
import { expect, test } from 'vitest'
import { periodOf, shifted } from '@/coverage/period'
import { columns, lines, merged, nothing, parts, share } from '@/coverage/share'

const gas = { code: 'gas', name_en: 'Gas', name_zh: '安检' }
const tour = { code: 'tour', name_en: 'Tour', name_zh: '巡访' }
const row = (changes: Partial<CoverageRow>): CoverageRow => ({
  ...nothing,
  unit_id: 'u1',
  unit_name: '东片区',
  programme: gas,
  tier: null,
  kind: 'residential',
  ...changes,
})

test('nothing owed is no share at all, not a perfect one', () => {
  expect(share(nothing, 'done')).toBeNull()
})

test('shares are of what is owed and never more than all of it', () => {
  const counts = { ...nothing, owed: 10, done: 4, planned: 8, late: 1, lapsed: 1 }
  expect(share(counts, 'done')).toBe(0.4)
  expect(share(counts, 'ready')).toBe(1)
  expect(share(counts, 'late')).toBe(0.1)
})

test('the parts of a bar add up to what is owed', () => {
  const split = parts({ ...nothing, owed: 10, done: 4, planned: 5, late: 3 })
  expect(split).toEqual({ done: 4, late: 3, planned: 3, open: 0 })
})

test('one column for each programme and segment, one line for each area', () => {
  const rows = [
    row({ owed: 3 }),
    row({ programme: tour, kind: null, tier: 'A', owed: 2 }),
    row({ unit_id: 'u2', unit_name: '西片区', owed: 5 }),
  ]
  expect(columns(rows).map((column) => column.key)).toEqual(['gas/residential', 'tour/A'])
  const all = lines(rows)
  expect(all).toHaveLength(2)
  expect(all.find((line) => line.unit_id === 'u1')?.total.owed).toBe(5)
})

test('tours are told apart by tier, inspections by kind, even of customers who have a tier', () => {
  const rows = [
    row({ owed: 3 }),
    row({ kind: 'commercial', tier: 'A', owed: 2 }),
    row({ kind: 'commercial', tier: 'B', owed: 4 }),
    row({ programme: tour, kind: 'commercial', tier: 'B', owed: 1 }),
  ]
  expect(columns(rows).map((column) => column.key)).toEqual(['gas/commercial', 'gas/residential', 'tour/B'])
  expect(merged(rows).find((each) => each.kind === 'commercial' && !each.tier)?.owed).toBe(6)
})

test('a period is the whole month, quarter or year around a day, its end excluded', () => {
  expect(periodOf('2026-11-24', 'month')).toEqual({ from: '2026-11-01', until: '2026-12-01' })
  expect(periodOf('2026-11-24', 'quarter')).toEqual({ from: '2026-10-01', until: '2027-01-01' })
  expect(periodOf('2026-11-24', 'year')).toEqual({ from: '2026-01-01', until: '2027-01-01' })
  expect(shifted('2026-10-01', 'quarter', -1)).toBe('2026-07-01')
})
