import type { Day, DaySummary } from '@roundsman/shared/api'

/** The day with routes to show first: `wanted` itself, else the next one, else the last one before it. */
export function nearestDay(days: DaySummary[], wanted: Day): Day | null {
  const dates = days
    .filter((each) => each.routes > 0)
    .map((each) => each.date)
    .sort()
  return dates.find((date) => date >= wanted) ?? dates.at(-1) ?? null
}
