import type { Day } from '@roundsman/shared/api'
import { addMonths } from '@roundsman/shared/time'

/** First days of the years from that of `day` on. */
export function years(day: Day): Day[] {
  const year = Number(day.slice(0, 4))
  return [0, 1, 2].map((by) => `${year + by}-01-01`)
}

/** First days of the months from that of `day` on. */
export function months(day: Day): Day[] {
  return Array.from({ length: 13 }, (_, index) => addMonths(day, index))
}
