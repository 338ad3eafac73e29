import type { Route, Stop, Visit } from '@roundsman/shared/api'
import { routeColour } from './palette'

/** One technician's route as the page shows it: numbered, coloured, counted. */
export interface RouteView {
  id: string
  number: number
  colour: string
  route: Route
  visits: number
  done: number
  overdue: number
}

const OVER = new Set(['completed', 'no_access', 'refused', 'cancelled'])

export function isOver(visit: Visit): boolean {
  return OVER.has(visit.state)
}

/** Whether nobody has begun it. */
export function isAhead(visit: Visit): boolean {
  return visit.state === 'planned' || visit.state === 'dispatched'
}

/** Whether the visit is planned further from the time its customer was told than was said. */
export function toldMissed(visit: Visit): boolean {
  if (!visit.told_at) return false
  const off = Math.abs(Date.parse(visit.actual_start_at ?? visit.planned_start_at) - Date.parse(visit.told_at)) / 1000
  return off > (visit.told_within_s ?? 0)
}

export function visitsOf(route: Route): Visit[] {
  return route.stops.flatMap((stop) => stop.visits)
}

export function routeViews(routes: Route[]): RouteView[] {
  return routes.map((route, index) => {
    const visits = visitsOf(route)
    return {
      id: route.id,
      number: index + 1,
      colour: routeColour(route.colour_index),
      route,
      visits: visits.length,
      done: visits.filter((visit) => visit.state === 'completed').length,
      overdue: visits.filter((visit) => visit.overdue && !isOver(visit)).length,
    }
  })
}

export type StopMark = 'open' | 'overdue' | 'done'

/** How a stop is drawn: finished, holding something overdue, or simply ahead. */
export function stopMark(stop: Stop): StopMark {
  if (stop.visits.every(isOver)) return 'done'
  return stop.visits.some((visit) => visit.overdue && !isOver(visit)) ? 'overdue' : 'open'
}

export interface Found {
  view: RouteView
  stop: Stop
}

export function findStop(views: RouteView[], stopId: string | null): Found | null {
  if (stopId === null) return null
  for (const view of views) {
    const stop = view.route.stops.find((each) => each.id === stopId)
    if (stop) return { view, stop }
  }
  return null
}

export interface Totals {
  routes: number
  stops: number
  visits: number
  done: number
  travel_s: number
  distance_m: number
}

export function totals(views: RouteView[]): Totals {
  const sum = (of: (view: RouteView) => number) => views.reduce((total, view) => total + of(view), 0)
  return {
    routes: views.length,
    stops: sum((view) => view.route.stops.length),
    visits: sum((view) => view.visits),
    done: sum((view) => view.done),
    travel_s: sum((view) => view.route.travel_s),
    distance_m: sum((view) => view.route.distance_m),
  }
}
