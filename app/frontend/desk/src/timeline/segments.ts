import type { Day, Route } from '@roundsman/shared/api'
import { secondsOfDay } from '@roundsman/shared/time'

export type SegmentKind = 'travel' | 'setup' | 'service' | 'waiting' | 'break'

/** A stretch of a technician's day, in seconds since local midnight; the end is excluded. */
export interface Segment {
  kind: SegmentKind
  from: number
  until: number
  stopId: string | null
  visitId: string | null
}

/** What a person is surely doing covers what is only inferred: a break interrupts driving, service beats all. */
const RANK: Record<SegmentKind, number> = { waiting: 0, travel: 1, setup: 2, break: 3, service: 4 }

/** The day of one route without gaps and overlaps, from its start to its end. */
export function segments(route: Route, day: Day): Segment[] {
  return flatten(spans(route, day), secondsOfDay(route.start_at, day), secondsOfDay(route.end_at, day))
}

function spans(route: Route, day: Day): Segment[] {
  const at = (instant: string) => secondsOfDay(instant, day)
  const span = (kind: SegmentKind, from: number, until: number, stopId: string | null = null, visitId: string | null = null) => ({
    kind,
    from,
    until,
    stopId,
    visitId,
  })
  const visits = route.stops.flatMap((stop) => {
    const arrival = at(stop.arrival_at)
    return [
      span('travel', arrival - stop.travel_s, arrival, stop.id),
      span('setup', arrival, arrival + stop.setup_s, stop.id),
      ...stop.visits.map((visit) => span('service', at(visit.planned_start_at), at(visit.planned_end_at), stop.id, visit.id)),
    ]
  })
  const breaks = route.breaks.map((each) => span('break', at(each.start_at), at(each.end_at)))
  const ends = [...visits, ...breaks].map((each) => each.until)
  const home = route.stops.length ? [span('travel', Math.max(...ends), at(route.end_at))] : []
  return [...visits, ...breaks, ...home]
}

/** Cuts at every edge, keeps the highest ranked span of each piece, calls uncovered pieces waiting, joins neighbours. */
function flatten(spans: Segment[], start: number, end: number): Segment[] {
  const edges = [start, end, ...spans.flatMap((span) => [span.from, span.until])]
  const cuts = [...new Set(edges)].filter((edge) => edge >= start && edge <= end).sort((a, b) => a - b)
  const pieces = cuts.slice(1).map((until, index): Segment => {
    const from = cuts[index] as number
    const covering = spans.filter((span) => span.from <= from && span.until >= until)
    const top = covering.reduce<Segment | null>((best, span) => (best && RANK[best.kind] >= RANK[span.kind] ? best : span), null)
    return top ? { ...top, from, until } : { kind: 'waiting', from, until, stopId: null, visitId: null }
  })
  return joined(pieces)
}

function joined(pieces: Segment[]): Segment[] {
  const whole: Segment[] = []
  for (const piece of pieces) {
    const last = whole.at(-1)
    const same = last && last.kind === piece.kind && last.stopId === piece.stopId && last.visitId === piece.visitId
    if (same) last.until = piece.until
    else whole.push({ ...piece })
  }
  return whole
}

export interface Axis {
  from: number
  until: number
  hours: number[]
}

const HOUR = 3600

/** Whole hours around all routes, at least one working day wide. */
export function axis(routes: Route[], day: Day): Axis {
  const starts = routes.map((route) => secondsOfDay(route.start_at, day))
  const ends = routes.map((route) => secondsOfDay(route.end_at, day))
  const from = Math.floor(Math.min(8 * HOUR, ...starts) / HOUR) * HOUR
  const until = Math.ceil(Math.max(17 * HOUR, ...ends) / HOUR) * HOUR
  return { from, until, hours: Array.from({ length: (until - from) / HOUR + 1 }, (_, index) => from + index * HOUR) }
}
