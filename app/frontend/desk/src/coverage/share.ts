import type { CoverageCounts, CoverageRow } from '@roundsman/shared/api'

export const COUNTS = ['owed', 'due', 'planned', 'done', 'late', 'no_access', 'lapsed'] as const
export type Measure = 'done' | 'ready' | 'late' | 'lapsed'

export const nothing: CoverageCounts = { owed: 0, due: 0, planned: 0, done: 0, late: 0, no_access: 0, lapsed: 0 }

export function add(a: CoverageCounts, b: CoverageCounts): CoverageCounts {
  return Object.fromEntries(COUNTS.map((name) => [name, a[name] + b[name]])) as unknown as CoverageCounts
}

export function sum(rows: CoverageCounts[]): CoverageCounts {
  return rows.reduce(add, nothing)
}

/** What `measure` says of these counts, 0..1; null when nothing is owed, so that "none" is never drawn as "all done". */
export function share(counts: CoverageCounts, measure: Measure): number | null {
  if (counts.owed === 0) return null
  const part = {
    done: counts.done,
    ready: counts.done + counts.planned,
    late: counts.late,
    lapsed: counts.lapsed,
  }[measure]
  return Math.min(1, part / counts.owed)
}

export interface Column {
  key: string
  programme: CoverageRow['programme']
  /** A tier or a kind of customer; null when the programme makes no difference. */
  segment: string | null
}

export type SegmentOf = (row: CoverageRow) => string | null

/** Programmes whose rules speak of kinds of customers, even where those have a tier as well. */
const BY_KIND = ['gas_inspection', 'meter_check', 'reinspection', 'repair']

/** Tours go by tier, inspections by kind; another programme goes by tier when all its customers have one. */
export function segmenter(rows: CoverageRow[]): SegmentOf {
  const byKind = new Set([...BY_KIND, ...rows.filter((row) => row.tier === null).map((row) => row.programme.code)])
  return (row) => (byKind.has(row.programme.code) ? row.kind : row.tier)
}

/** One column for each programme and the segments it tells apart, in a stable order. */
export function columns(rows: CoverageRow[]): Column[] {
  const found = new Map<string, Column>()
  const segmentOf = segmenter(rows)
  for (const row of rows) {
    const segment = segmentOf(row)
    const key = `${row.programme.code}/${segment ?? ''}`
    if (!found.has(key)) found.set(key, { key, programme: row.programme, segment })
  }
  return [...found.values()].sort((a, b) => a.key.localeCompare(b.key))
}

export interface Line {
  unit_id: string
  unit_name: string
  cells: Map<string, CoverageCounts>
  total: CoverageCounts
}

/** One line for each area, its cells by the key of their column. */
export function lines(rows: CoverageRow[]): Line[] {
  const found = new Map<string, Line>()
  const segmentOf = segmenter(rows)
  for (const row of rows) {
    const line = found.get(row.unit_id) ?? { unit_id: row.unit_id, unit_name: row.unit_name, cells: new Map(), total: nothing }
    const key = `${row.programme.code}/${segmentOf(row) ?? ''}`
    line.cells.set(key, add(line.cells.get(key) ?? nothing, row))
    line.total = add(line.total, row)
    found.set(row.unit_id, line)
  }
  return [...found.values()].sort((a, b) => a.unit_name.localeCompare(b.unit_name, 'zh-CN', { numeric: true }))
}

/** Rows of the same area, programme and segment as one. */
export function merged(rows: CoverageRow[]): CoverageRow[] {
  const found = new Map<string, CoverageRow>()
  const segmentOf = segmenter(rows)
  for (const row of rows) {
    const segment = segmentOf(row)
    const key = `${row.unit_id}/${row.programme.code}/${segment ?? ''}`
    const before = found.get(key) ?? { ...row, ...nothing, tier: segment === row.tier ? row.tier : null, kind: segment === row.tier ? null : row.kind }
    found.set(key, { ...before, ...add(before, row) })
  }
  return [...found.values()]
}

/** Done, planned, late and not yet planned as parts of what is owed; late ones that are planned count as late. */
export function parts(counts: CoverageCounts): { done: number; planned: number; late: number; open: number } {
  const rest = Math.max(0, counts.owed - counts.done)
  const late = Math.min(rest, counts.late)
  const planned = Math.min(rest - late, counts.planned)
  return { done: Math.min(counts.done, counts.owed), planned, late, open: rest - late - planned }
}
