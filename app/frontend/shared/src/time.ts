/**
 * Days and clock times as people of the unit read them. An instant carries the offset of the unit's zone, so its own
 * digits are the local time; the zone of the browser must never come into it.
 */
import type { Day, Instant } from './api'

const DAY_S = 86_400

/** "08:05" of an instant, in the zone it is written in. */
export function clock(instant: Instant): string {
  return instant.slice(11, 16)
}

/** The local calendar day of an instant. */
export function dayOf(instant: Instant): Day {
  return instant.slice(0, 10)
}

/** Seconds from local midnight of `day` to `instant`; beyond 86,400 on the day after. */
export function secondsOfDay(instant: Instant, day: Day): number {
  const [hours, minutes, seconds] = instant.slice(11, 19).split(':').map(Number)
  const whole = (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0)
  return whole + daysBetween(day, dayOf(instant)) * DAY_S
}

/** "08:05" of seconds since midnight; 25 h is "01:00". */
export function clockOfSeconds(seconds: number): string {
  const minutes = Math.floor((((seconds % DAY_S) + DAY_S) % DAY_S) / 60)
  return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`
}

/** Whole days from `from` to `until`, negative when `until` is earlier. */
export function daysBetween(from: Day, until: Day): number {
  return Math.round((utc(until) - utc(from)) / (DAY_S * 1000))
}

export function addDays(day: Day, count: number): Day {
  return new Date(utc(day) + count * DAY_S * 1000).toISOString().slice(0, 10)
}

/** The first day of the month `count` months away from the month of `day`. */
export function addMonths(day: Day, count: number): Day {
  const [year, month] = parts(day)
  return new Date(Date.UTC(year, month - 1 + count, 1)).toISOString().slice(0, 10)
}

/** Monday is 0. */
export function weekday(day: Day): number {
  return (new Date(utc(day)).getUTCDay() + 6) % 7
}

/** The six weeks, Monday first, that show the month of `day`. */
export function monthGrid(day: Day): Day[] {
  const first = addMonths(day, 0)
  const start = addDays(first, -weekday(first))
  return Array.from({ length: 42 }, (_, index) => addDays(start, index))
}

/** The calendar day on this computer. */
export function today(now: Date = new Date()): Day {
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`
}

function parts(day: Day): [number, number, number] {
  const [year, month, date] = day.split('-').map(Number)
  return [year ?? 1970, month ?? 1, date ?? 1]
}

function utc(day: Day): number {
  const [year, month, date] = parts(day)
  return Date.UTC(year, month - 1, date)
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}
