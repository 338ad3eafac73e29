import { describe, expect, test } from 'vitest'
import { addDays, addMonths, clock, clockOfSeconds, dayOf, daysBetween, monthGrid, secondsOfDay, today, weekday } from '../src/time'

describe('instants are read in the zone they are written in', () => {
  test('the clock and the day of an instant are its own digits, whatever the browser thinks', () => {
    expect(clock('2026-11-24T00:30:00+02:00')).toBe('00:30')
    expect(dayOf('2026-11-24T00:30:00+02:00')).toBe('2026-11-24')
    expect(clock('2026-11-24T08:05:09+08:00')).toBe('08:05')
  })

  test('seconds of the day go on counting after midnight', () => {
    expect(secondsOfDay('2026-11-24T08:00:30+08:00', '2026-11-24')).toBe(28_830)
    expect(secondsOfDay('2026-11-25T01:00:00+08:00', '2026-11-24')).toBe(90_000)
    expect(clockOfSeconds(90_000)).toBe('01:00')
    expect(clockOfSeconds(28_830)).toBe('08:00')
  })
})

describe('calendar days', () => {
  test('adding days crosses months, years and leap days', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28')
  })

  test('adding months lands on the first of the month', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-01')
    expect(addMonths('2026-01-31', -1)).toBe('2025-12-01')
  })

  test('the distance of two days is signed', () => {
    expect(daysBetween('2026-11-24', '2026-12-01')).toBe(7)
    expect(daysBetween('2026-12-01', '2026-11-24')).toBe(-7)
  })

  test('a month is shown as six whole weeks from Monday on', () => {
    const grid = monthGrid('2026-11-24')
    expect(grid).toHaveLength(42)
    expect(grid[0]).toBe('2026-10-26')
    expect(weekday(grid[0] as string)).toBe(0)
    expect(grid).toContain('2026-11-30')
  })

  test('today is the day on the clock of this computer', () => {
    expect(today(new Date(2026, 10, 4, 23, 59))).toBe('2026-11-04')
  })
})
