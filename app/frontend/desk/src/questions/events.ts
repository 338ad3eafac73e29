import type { Day, Happened, Instant, Visit } from '@roundsman/shared/api'
import { clock, clockOfSeconds } from '@roundsman/shared/time'
import { isOver, visitsOf, type RouteView } from '@/map/day'

export const KINDS = ['ill', 'late', 'cancelled', 'retimed', 'call', 'urgent', 'extra'] as const
export type Kind = (typeof KINDS)[number]

/** Something that happened: to whom (technician, visit, customer or call, by the kind), and from or at which time. */
export interface DayEvent {
  kind: Kind
  id: string
  name: string
  time: string
}

/** What a kind asks for beside itself. */
export const asksFor: Record<Kind, 'technician' | 'visit' | 'customer' | 'spare' | 'call'> = {
  ill: 'technician',
  late: 'technician',
  cancelled: 'visit',
  retimed: 'visit',
  call: 'call',
  urgent: 'customer',
  extra: 'spare',
}
export const asksTime = (kind: Kind) => kind === 'late' || kind === 'retimed'

/** The same thing is told once: a later word replaces the one before. */
export function withEvent(events: DayEvent[], next: DayEvent): DayEvent[] {
  return [...events.filter((one) => one.kind !== next.kind || one.id !== next.id), next]
}

/** When the last visit that has begun was to end, "10:30"; null on a day that nobody has begun. */
export function lastBegun(views: RouteView[]): string | null {
  const begun = views.flatMap(({ route }) =>
    visitsOf(route).filter((visit) => !['planned', 'dispatched', 'cancelled'].includes(visit.state)),
  )
  const ends = begun.map((visit) => clock(visit.actual_end_at ?? visit.planned_end_at)).sort()
  return ends.at(-1) ?? null
}

/** "+08:00": the offset in which the day's routes are told. */
export function offsetOf(views: RouteView[]): string {
  return views[0]?.route.start_at.slice(19) || 'Z'
}

const ATTENDED_S = 6 * 3_600

/** Within six hours of the earliest, as a fault is to be attended (S9.4), and not after `last`; "HH:MM" all. */
export function latestOf(earliest: string, last: string): string {
  const late = clockOfSeconds(Math.min(secondsOf(earliest) + ATTENDED_S, secondsOf('23:59')))
  return last > earliest && last < late ? last : late
}

function secondsOf(time: string): number {
  const [hours, minutes] = time.split(':').map(Number)
  return (hours ?? 0) * 3_600 + (minutes ?? 0) * 60
}

export function instantAt(day: Day, time: string, offset: string): Instant {
  return `${day}T${time}:00${offset}`
}

/** Visits that nobody has begun. */
export function openVisits(views: RouteView[]): { visit: Visit; address: string; technician: string }[] {
  return views.flatMap(({ route }) =>
    route.stops.flatMap((stop) =>
      stop.visits
        .filter((visit) => !isOver(visit) && visit.state !== 'on_site' && visit.state !== 'en_route')
        .map((visit) => ({ visit, address: stop.address, technician: route.technician.name })),
    ),
  )
}

export function happened(
  asked: { unit: string; day: Day; from: string; told: boolean; offset: string },
  events: DayEvent[],
): Happened {
  const ids = (kind: Kind) => events.filter((one) => one.kind === kind).map((one) => one.id)
  const timed = (kind: Kind) =>
    events.filter((one) => one.kind === kind).map((one) => ({ id: one.id, at: instantAt(asked.day, one.time, asked.offset) }))
  return {
    unit_id: asked.unit,
    at: asked.from ? instantAt(asked.day, asked.from, asked.offset) : null,
    ill: ids('ill'),
    late: timed('late').map(({ id, at }) => ({ technician_id: id, free_at: at })),
    cancelled: ids('cancelled'),
    retimed: timed('retimed').map(({ id, at }) => ({ visit_id: id, at })),
    urgent: ids('urgent'),
    calls: ids('call'),
    extra: ids('extra'),
    told: asked.told,
  }
}
