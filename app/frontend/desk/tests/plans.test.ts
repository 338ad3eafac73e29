import type { Plan, PlanVersion } from '@roundsman/shared/api'
import { expect, test } from 'vitest'
import { figures } from '@/plans/figures'
import { byPeriod, decisions, ordered } from '@/plans/group'
import { months, years } from '@/plans/periods'
import { troubling } from '@/unplanned/harmless'

const version = (number: number, state: PlanVersion['state']): PlanVersion => ({
  id: `v${number}`,
  number,
  state,
  created_at: '2026-11-24T08:00:00+02:00',
  hard_violations: 0,
  costs: null,
  unplanned: 0,
  visits: 1,
})
const plan = (unit_name: string, period_start: string): Plan => ({
  id: unit_name + period_start,
  level: 'day',
  unit_id: unit_name,
  unit_name,
  period_start,
  period_until: period_start,
  versions: [],
})

test('plans of one period stand together, units in the order people count them', () => {
  const groups = byPeriod([plan('第10片区', '2026-11-25'), plan('第2片区', '2026-11-25'), plan('第2片区', '2026-11-24')])
  expect(groups.map((group) => group.start)).toEqual(['2026-11-25', '2026-11-24'])
  expect(groups[0]?.plans.map((each) => each.unit_name)).toEqual(['第2片区', '第10片区'])
})

test('the version that counts stands first, a discarded one never hides it', () => {
  const all = [version(1, 'published'), version(2, 'draft'), version(3, 'discarded')]
  expect(ordered(all).map((each) => each.number)).toEqual([2, 3, 1])
})

test('people are offered what their permissions and the state allow', () => {
  const everything = () => true
  expect(decisions(version(1, 'draft'), everything)).toEqual(['approve', 'publish', 'discard'])
  expect(decisions(version(1, 'approved'), everything)).toEqual(['publish', 'discard'])
  expect(decisions(version(1, 'published'), everything)).toEqual([])
  expect(decisions(version(1, 'draft'), (permission) => permission === 'plans.discard')).toEqual(['discard'])
})

test('figures told by reason or priority are summed, unreadable ones left out', () => {
  const found = figures({ travel_s: 60, unplanned: { capacity: 2, spacing: 1 }, engine: 'x', by_priority: { LEGAL: {} } })
  expect(found).toEqual([
    { name: 'unplanned', value: 3, unit: 'count' },
    { name: 'travel_s', value: 60, unit: 'seconds' },
  ])
})

test('years and months to choose from are whole ones, the running one first', () => {
  expect(years('2026-11-24')).toEqual(['2026-01-01', '2027-01-01', '2028-01-01'])
  expect(months('2026-11-24').slice(0, 3)).toEqual(['2026-11-01', '2026-12-01', '2027-01-01'])
})

test('what can be made later is counted apart from what needs somebody', () => {
  expect(troubling({ later_in_window: 1000, outside_horizon: 5, capacity: 3, unreachable: 1 })).toBe(4)
})
