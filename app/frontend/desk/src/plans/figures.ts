/** The figures of a run or a version that people can read: whole numbers, seconds and metres; the rest is for programs. */
export interface Figure {
  name: string
  value: number
  unit: 'count' | 'seconds' | 'metres'
}

const SHOWN = [
  'visits',
  'planned',
  'unplanned',
  'routes',
  'obligations',
  'technicians',
  'days',
  'weeks',
  'hard_violations',
  'legal_lapsed',
  'shortages',
  'travel_s',
  'service_s',
  'waiting_s',
  'overtime_s',
  'distance_m',
  'lateness_days',
]

export function figures(values: Record<string, unknown> | null): Figure[] {
  if (!values) return []
  return SHOWN.flatMap((name) => {
    const value = numberOf(values[name])
    if (value === null) return []
    return [{ name, value, unit: name.endsWith('_s') ? 'seconds' : name.endsWith('_m') ? 'metres' : 'count' }]
  })
}

/** A figure, or the sum of one that is told by priority. */
function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return value
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return null
  const parts = Object.values(value)
  return parts.length && parts.every((part) => typeof part === 'number') ? parts.reduce((sum, part) => sum + part, 0) : null
}
