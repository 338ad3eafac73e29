/**
 * What the desk API answers, version 1. The shapes are generated from the server's description (`npm run types`); here
 * the codes get their values and JSON its geometry. Durations are whole seconds (`_s`), distances metres (`_m`).
 */
import type { Geometry, MultiLineString } from 'geojson'
import type { components } from './desk-api'

type Schemas = components['schemas']
/** `Wide` with some fields told more exactly; a field the server does not have, or another type of it, is an error. */
type Narrow<Wide, Exact extends Partial<{ [Key in keyof Exact]: Key extends keyof Wide ? Wide[Key] : never }>> = Omit<
  Wide,
  keyof Exact
> &
  Exact

export type Uuid = string
/** A local calendar day, `YYYY-MM-DD`. */
export type Day = string
/** An instant with the offset of the unit's zone, RFC 3339. */
export type Instant = string

export type UnitKind = 'company' | 'branch' | 'area'
export type CustomerKind = 'residential' | 'commercial' | 'industrial' | 'heating'
export type Tier = 'A' | 'B' | 'C' | 'D'
export type PlanLevel = Schemas['RunRequest']['level']
export type PlanState = 'draft' | 'approved' | 'published' | 'superseded' | 'discarded'
export type RunState = 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled'
export type ObligationState = 'open' | 'fulfilled' | 'cancelled'
export type Origin = 'real' | 'invented' | 'imported'
export type VisitState =
  | 'planned'
  | 'dispatched'
  | 'en_route'
  | 'on_site'
  | 'completed'
  | 'no_access'
  | 'refused'
  | 'cancelled'

export type Problem = Schemas['Problem']
export interface List<T> {
  items: T[]
}
export interface Page<T> extends List<T> {
  total: number
  next: string | null
}

export type Me = Schemas['Me']
export type Demo = Schemas['Demo']
export type DemoLogIn = Schemas['LogIn']
export type Unit = Narrow<
  Schemas['Unit'],
  { kind: UnitKind; origin: Origin; territory: (Geometry & Record<string, unknown>) | null }
>
export type MapInfo = Narrow<Schemas['Map'], { bounds: [number, number, number, number] | null }>

export type DaySummary = Schemas['Day']
export type Days = Schemas['Days']
export type ProgrammeBrief = Schemas['Programme']
export type Visit = Narrow<
  Schemas['Visit'],
  { state: VisitState; customer_kind: CustomerKind; tier: Tier | null }
>
export type Stop = Narrow<Schemas['Stop'], { visits: Visit[] }>
export type Route = Narrow<
  Schemas['Route'],
  { stops: Stop[]; path: (MultiLineString & Record<string, unknown>) | null }
>
export type DayRoutes = Narrow<
  Schemas['DayRoutes'],
  { routes: Route[]; version: Narrow<Schemas['RouteVersion'], { state: PlanState }> | null }
>

export type Cure = Schemas['Cure']
export type Unplanned = Narrow<Schemas['Unplanned'], { tier: Tier | null }>
export type UnplannedPage = Narrow<Schemas['UnplannedPage'], { items: Unplanned[] }>
export type Shortage = Schemas['Shortage']

export type Why = Schemas['Why']
export type WhyPlace = Schemas['Place']
export type WhatIf = Schemas['Outcome']
export type Wish = { kind: 'move' | 'ill' | 'one_more'; technician_id: string; on?: Day; before?: number }
export type Alternatives = Schemas['Alternatives']
export type Alternative = Schemas['Option']
export type VisitChange = Schemas['Change']
export type Happened = Schemas['Happened']
export type Taken = Schemas['Taken']
export type Call = Schemas['Call']
export type CallKind = Schemas['CallKind']
export type CallSource = Call['source']
export type CallEntry = Schemas['CallEntry']
export type Told = Schemas['Told']

export type CoverageCounts = Schemas['Counts']
export type CoverageRow = Narrow<Schemas['CoverageRow'], { tier: Tier | null; kind: CustomerKind | null }>
export type Coverage = Narrow<Schemas['Coverage'], { rows: CoverageRow[] }>

export type PlanVersion = Narrow<Schemas['Version'], { state: PlanState }>
export type Plan = Narrow<Schemas['Plan'], { level: PlanLevel; versions: PlanVersion[] }>
export type PlanRun = Narrow<
  Schemas['Run'],
  { level: PlanLevel; state: RunState; error: (Partial<Problem> & Record<string, unknown>) | null }
>
export type RunRequest = Omit<Schemas['RunRequest'], 'seed'> & { seed?: number }

export type Quarter = Narrow<
  Schemas['Quarter'],
  {
    shown: Narrow<Schemas['QuarterSource'], { state: PlanState; level: PlanLevel }> | null
    year: Narrow<Schemas['QuarterSource'], { state: PlanState; level: PlanLevel }> | null
    history: Narrow<Schemas['QuarterVersion'], { state: PlanState }>[]
    mix: Narrow<Schemas['QuarterMix'], { tier: Tier | null; kind: CustomerKind }>[]
  }
>
export type StaffingKind = Schemas['ProposalAsk']['kind']
export type StaffingState = 'queued' | 'running' | 'failed' | 'cancelled' | 'draft' | 'submitted' | 'approved' | 'rejected' | 'superseded'
export type StaffingProposalBrief = Narrow<Schemas['ProposalBrief'], { kind: StaffingKind; state: StaffingState }>
export type StaffingProposal = Narrow<Schemas['Proposal'], { kind: StaffingKind; state: StaffingState }>
export type StaffingFacts = Schemas['Facts']
export type Handover = Narrow<Schemas['Handover'], { state: 'open' | 'effective' | 'cancelled' }>
/** Rows to store; a field left out keeps its default. */
export interface StaffingEntry {
  scores: { technician: string; month: Day; score: number; serious_error: boolean }[]
  postings: { technician: string; unit: string; from_on: Day }[]
  volumes: {
    unit: string
    effective_on: Day
    units_sold: number | null
    units_in_use: number | null
    failure_prone_share: number
  }[]
}

export type RuleShape =
  | 'count' | 'share' | 'score' | 'price' | 'minutes' | 'days' | 'months' | 'metres' | 'choice' | 'lending' | 'items'
  | 'periods'
export type RuleField = Narrow<Schemas['RuleField'], { shape: RuleShape }>
export interface Lent {
  giver: string
  taker: string
  hours_per_week: number
}
/** A code, and what it is called in Chinese and in English. */
export type ChecklistItem = [code: string, zh: string, en: string]
export type TravelProfile = 'car' | 'ebike' | 'foot'
/** Hours of the day in which travel takes so many times as long. */
export interface SlowHours {
  profile: TravelProfile
  from_s: number
  until_s: number
  factor: number
}
export type RuleValue = number | string | null | Lent[] | ChecklistItem[] | SlowHours[]
export type RuleNumbers = Record<string, RuleValue>
export type RuleRow = Narrow<Schemas['RuleRow'], { numbers: RuleNumbers }>
export type RuleKind = Narrow<Schemas['RuleKind'], { fields: RuleField[]; rows: RuleRow[] }>
export type Rules = Narrow<Schemas['Rules'], { kinds: RuleKind[] }>
export interface RuleEntry {
  unit_id: string
  kind: RuleKind['kind']
  effective_on: Day
  numbers: RuleNumbers
  source: string
}

export type CustomerBrief = Narrow<Schemas['CustomerBrief'], { kind: CustomerKind; tier: Tier | null }>
export type OwedObligation = Narrow<Schemas['Owed'], { state: ObligationState }>
export type OrderPartner = Schemas['Partner']
export type OpenVisit = Schemas['OpenVisit']
export type CustomerRecord = Schemas['Record']
export type CustomerFile = Narrow<
  Schemas['CustomerFile'],
  {
    kind: CustomerKind
    tier: Tier | null
    origin: Origin
    obligations: OwedObligation[]
    visits: Narrow<Schemas['Past'], { state: VisitState }>[]
    special_care: boolean | { kind: string; note: string | null }[]
  }
>

export type ImportKind = Schemas['ImportForm']['kind']
export type Datum = Schemas['ImportForm']['datum']
export type ImportAnswer = Schemas['Import']
export type ImportProblem = Schemas['ImportProblem']
/** A column a list must have and this file does not: details of the refusal `import_file`. */
export interface MissingField {
  name: string
  zh: string
  en: string
}
