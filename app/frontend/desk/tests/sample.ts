import type { Route, Stop, Visit } from '@roundsman/shared/api'

const DAY = '2026-11-24'
const at = (time: string) => `${DAY}T${time}:00+02:00`

export function visit(changes: Partial<Visit> = {}): Visit {
  return {
    id: 'v1',
    seq: 1,
    state: 'planned',
    customer_id: 'c1',
    customer_name: '王**',
    customer_kind: 'residential',
    tier: null,
    programme: { code: 'gas', name_en: 'Gas inspection', name_zh: '入户安检' },
    planned_start_at: at('08:20'),
    planned_end_at: at('08:40'),
    actual_start_at: null,
    actual_end_at: null,
    due_by: '2026-12-31',
    hard: true,
    pinned: false,
    overdue: false,
    ...changes,
  }
}

export function stop(changes: Partial<Stop> = {}): Stop {
  return {
    id: 's1',
    seq: 1,
    lon: 24.94,
    lat: 60.17,
    arrival_at: at('08:15'),
    setup_s: 300,
    travel_s: 600,
    distance_m: 2500,
    address: 'Mannerheimintie 1',
    visits: [visit()],
    ...changes,
  }
}

export function route(changes: Partial<Route> = {}): Route {
  return {
    id: 'r1',
    technician: { id: 't1', name: '李强', profile: 'car', unit_name: '东片区', certificates: [] },
    colour_index: 0,
    start_at: at('08:00'),
    end_at: at('09:00'),
    travel_s: 1200,
    service_s: 1200,
    distance_m: 5000,
    breaks: [],
    path: null,
    base: { name: '服务站', lon: 24.9, lat: 60.2 },
    stops: [stop()],
    ...changes,
  }
}

export { at, DAY }
