import type { Geometry } from 'geojson'

/** What the bodies of staffing proposals hold; the server describes them as plain objects, for they differ by kind. */
export type ProposalKind = 'areas' | 'territories' | 'rotation'
export type ProposalState = 'queued' | 'running' | 'failed' | 'cancelled' | 'draft' | 'submitted' | 'approved' | 'rejected' | 'superseded'

/** Whether ways were measured on roads, and how many places no road leads to. */
export interface WaysSaid {
  by_road: boolean
  off_road: number
  attribution: string
}

export interface Policy {
  source: string
  effective_on: string
}

export interface Territory {
  technician_id: string
  name: string
  certificates: string[]
  customers: number
  minutes: number
  target: number
  across_m: number
  outline: Geometry
  label_at: [number, number]
}
export interface PersonLoad {
  technician_id: string
  name: string
  capacity: number
  now_minutes: number
  now_customers: number
  now_across_m: number
  minutes: number
  across_m: number
}
export interface Region {
  unit_id: string
  name: string
  links: number
  uncovered: { certificates: string[]; minutes: number }[]
  people: PersonLoad[]
  territories: Territory[]
  problem_zh: string | null
  problem_en: string | null
}
export interface TerritoriesBody {
  policy: Policy
  ways?: WaysSaid
  regions: Region[]
}

export interface Post {
  number: number
  kind: 'with_assistant' | 'single' | 'joined'
  areas: string[]
  codes: string[]
  people: number
  assistants: number
  people_now: number
  people_by_work: number
  minutes: number
  share: number
  across_m: number
  across_s?: number | null
  label_at: [number, number] | null
  outline: Geometry | null
}
export interface ClassedArea {
  unit_id: string
  code: string
  name: string
  class: 1 | 2 | 3
  reason_zh: string
  reason_en: string
  volume_known: boolean
  minutes: number
}
export interface AreasBody {
  policy: Policy
  ways?: WaysSaid
  summary: { people: number; people_now: number; people_by_work: number; without_volume: number; proven: boolean; fits: boolean }
  areas: ClassedArea[]
  posts: Post[]
}

export interface Reason {
  why: string
  sentence_zh: string
  sentence_en: string
}
export interface RotationBody {
  policy: Policy
  ways?: WaysSaid
  on: string
  scored_from: string
  summary: { people: number; scores: number; without_since: number }
  moves: { technician_id: string; name: string; from: string; to: string; metres: number; seconds?: number | null; reasons: Reason[] }[]
  staying: { technician_id: string; name: string; area: string; reasons: Reason[] }[]
}

/** One piece of ground on the map. */
export interface Ground {
  key: string
  label: string
  colour: string
  at: [number, number] | null
  outline: Geometry
}

/** What territories are about: each set of certificates is a layer of work over the same ground. */
export function layersOf(regions: Region[]): string[] {
  return [...new Set(regions.flatMap((region) => region.territories).map((one) => one.certificates.join('+')))].sort((a, b) => b.localeCompare(a))
}
