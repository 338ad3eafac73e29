import type { Day } from '@roundsman/shared/api'
import { addMonths } from '@roundsman/shared/time'

export type Span = 'month' | 'quarter' | 'year'
export const SPANS: readonly Span[] = ['month', 'quarter', 'year']
const MONTHS: Record<Span, number> = { month: 1, quarter: 3, year: 12 }

export interface Period {
  from: Day
  until: Day
}

/** The whole month, quarter or year that `day` lies in; the end is excluded. */
export function periodOf(day: Day, span: Span): Period {
  const month = Number(day.slice(5, 7)) - 1
  const from = addMonths(day, -(month % MONTHS[span]))
  return { from, until: addMonths(from, MONTHS[span]) }
}

export function shifted(from: Day, span: Span, by: number): Day {
  return addMonths(from, by * MONTHS[span])
}
