/** What the desk API answers, version 1. Durations are whole seconds (`_s`), distances metres (`_m`), dates `YYYY-MM-DD`. */
import type { Geometry, MultiLineString } from 'geojson'

export type Uuid = string
/** A local calendar day, `YYYY-MM-DD`. */
export type Day = string
/** An instant with the offset of the unit's zone, RFC 3339. */
export type Instant = string

export type UnitKind = 'company' | 'branch' | 'area'
export type CustomerKind = 'residential' | 'commercial' | 'industrial' | 'heating'
export type Tier = 'A' | 'B' | 'C' | 'D'
export type PlanLevel = 'annual' | 'quarterly' | 'monthly' | 'day'
export type PlanState = 'draft' | 'approved' | 'published' | 'superseded' | 'discarded'
export type RunState = 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled'
export type VisitState =
  | 'planned'
  | 'dispatched'
  | 'en_route'
  | 'on_site'
  | 'completed'
  | 'no_access'
  | 'refused'
  | 'cancelled'
export type Origin = 'real' | 'invented' | 'imported'

export interface Problem {
  code: string
  message: string
  message_en: string
  message_zh: string
  details?: Record<string, unknown>
}

export interface Page<T> {
  items: T[]
  total: number
  next: string | null
}

export interface UnitBrief {
  id: Uuid
  code: string
  name: string
  kind: UnitKind
}

export interface Me {
  id: Uuid
  name: string
  email: string
  roles: string[]
  units: UnitBrief[]
  permissions: string[]
  locale: string
  csrf_token: string
  demo: boolean
}

export interface DemoLogIn {
  email: string
  password: string
  role: string
  name: string
}

export interface Demo {
  is_demo: boolean
  notice_en: string
  notice_zh: string
  city: string | null
  seed: number | null
  log_ins: DemoLogIn[]
}

export interface Unit extends UnitBrief {
  parent_id: Uuid | null
  origin: Origin
  territory: Geometry | null
  centre: [number, number] | null
}

export interface MapInfo {
  bounds: [number, number, number, number] | null
  attribution: string
  basemap_version: string
  customers_version: string
  display_datum: 'wgs84' | 'gcj02'
}

export interface DaySummary {
  date: Day
  routes: number
  visits: number
  done: number
}

export interface Days {
  items: DaySummary[]
  published_from: Day | null
  published_until: Day | null
}

export interface ProgrammeBrief {
  code: string
  name_en: string
  name_zh: string
}

export interface Visit {
  id: Uuid
  seq: number
  state: VisitState
  customer_id: Uuid
  customer_name: string
  customer_kind: CustomerKind
  tier: Tier | null
  programme: ProgrammeBrief | null
  planned_start_at: Instant
  planned_end_at: Instant
  actual_start_at: Instant | null
  actual_end_at: Instant | null
  due_by: Day | null
  hard: boolean
  pinned: boolean
  overdue: boolean
}

export interface Stop {
  id: Uuid
  seq: number
  lon: number
  lat: number
  arrival_at: Instant
  setup_s: number
  travel_s: number
  distance_m: number
  address: string
  visits: Visit[]
}

export interface Span {
  start_at: Instant
  end_at: Instant
}

export interface RouteTechnician {
  id: Uuid
  name: string
  profile: string
  unit_name: string
  certificates: { kind: string; valid_until: Day | null }[]
}

export interface Route {
  id: Uuid
  technician: RouteTechnician
  colour_index: number
  start_at: Instant
  end_at: Instant
  travel_s: number
  service_s: number
  distance_m: number
  breaks: Span[]
  path: MultiLineString | null
  base: { name: string; lon: number; lat: number } | null
  stops: Stop[]
}

export interface VersionBrief {
  id: Uuid
  number: number
  state: PlanState
}

export interface DayRoutes {
  date: Day
  unit_id: Uuid
  version: VersionBrief | null
  routes: Route[]
}

export interface Cure {
  kind: string
  minutes?: number
  hours?: number
  sentence_en: string
  sentence_zh: string
}

export interface Unplanned {
  obligation_id: Uuid
  customer_id: Uuid
  customer_name: string
  address: string
  lon: number | null
  lat: number | null
  tier: Tier | null
  programme: ProgrammeBrief
  due_by: Day
  not_before: Day
  hard: boolean
  reason: string
  reason_en: string
  reason_zh: string
  cure: Cure | null
}

export interface UnplannedPage extends Page<Unplanned> {
  by_reason: Record<string, number>
}

export interface CoverageCounts {
  owed: number
  due: number
  planned: number
  done: number
  late: number
  no_access: number
  lapsed: number
}

export interface CoverageRow extends CoverageCounts {
  unit_id: Uuid
  unit_name: string
  programme: ProgrammeBrief
  tier: Tier | null
  kind: CustomerKind | null
}

export interface Coverage {
  as_of: Day
  rows: CoverageRow[]
  totals: CoverageCounts
}

export interface Shortage {
  unit_id: Uuid
  unit_name: string
  certificates: string[]
  starts_on: Day
  ends_on: Day
  demand_h: number
  capacity_h: number
  missing_h: number
  obligations: number
  cures: Cure[]
}

export interface PlanVersion extends VersionBrief {
  created_at: Instant
  hard_violations: number | null
  costs: Record<string, unknown> | null
  unplanned: number | null
  visits: number | null
}

export interface Plan {
  id: Uuid
  level: PlanLevel
  unit_id: Uuid
  unit_name: string
  period_start: Day
  period_until: Day
  versions: PlanVersion[]
}

export interface PlanRun {
  id: Uuid
  level: PlanLevel
  unit_id: Uuid
  unit_name: string
  state: RunState
  stage: string | null
  stage_en: string | null
  stage_zh: string | null
  progress: number | null
  summary: Record<string, unknown> | null
  error: Partial<Problem> | null
  requested_by: string | null
  created_at: Instant
  started_at: Instant | null
  ended_at: Instant | null
  version_id: Uuid | null
  period_start?: Day
}

export interface CustomerBrief {
  id: Uuid
  external_id: string | null
  name: string
  kind: CustomerKind
  tier: Tier | null
  address: string
  lon: number | null
  lat: number | null
}

export interface OwedObligation {
  programme: ProgrammeBrief
  state: 'open' | 'fulfilled' | 'cancelled'
  not_before: Day | null
  ideal_on: Day | null
  due_by: Day | null
  hard: boolean
  overdue_since: Day | null
  previous_done_on: Day | null
  rule: { source: string; interval_en: string; interval_zh: string } | null
}

export interface CustomerRecord {
  id: Uuid
  on_date: Day
  outcome: string
  technician: string | null
  meter_checks: Record<string, unknown>[]
  photos: { id: Uuid; kind: string; url: string }[]
  flags: string[]
}

export interface CustomerFile extends CustomerBrief {
  phone_masked: string | null
  origin: Origin
  unit: { id: Uuid; name: string }
  meters: Record<string, unknown>[]
  appliances: Record<string, unknown>[]
  shut_offs: Record<string, unknown>[]
  special_care: boolean | { kind: string; note: string | null }[]
  certificates: string[]
  obligations: OwedObligation[]
  visits: { id: Uuid; date: Day; state: VisitState; technician: string | null }[]
  records: CustomerRecord[]
  invented: string[]
}
