import type { Day, PlanLevel } from '@roundsman/shared/api'
import { addMonths } from '@roundsman/shared/time'

/** The period a run of `level` covers when it is to contain `day`: its first day. */
export function periodStart(level: PlanLevel, day: Day): Day {
  if (level === 'annual') return `${day.slice(0, 4)}-01-01`
  return level === 'monthly' ? addMonths(day, 0) : day
}

/** Years around `day` to choose from. */
export function years(day: Day): string[] {
  const year = Number(day.slice(0, 4))
  return [-1, 0, 1, 2].map((by) => String(year + by))
}

/** First days of the months around `day` to choose from. */
export function months(day: Day): Day[] {
  return Array.from({ length: 15 }, (_, index) => addMonths(day, index - 2))
}
