import type { ImportKind } from '@roundsman/shared/api'

interface Kind {
  kind: ImportKind
  /** What it asks for besides the permission to import, as at the desk. */
  permission?: 'plans.run' | 'rules.set'
  /** It has positions, so the datum matters. */
  placed?: true
}

/** In the order in which a company takes its lists in. */
export const KINDS: readonly Kind[] = [
  { kind: 'units' },
  { kind: 'premises', placed: true },
  { kind: 'customers', placed: true },
  { kind: 'meters' },
  { kind: 'technicians', placed: true },
  { kind: 'certificates' },
  { kind: 'last_inspections' },
  { kind: 'visit_order', permission: 'plans.run' },
  { kind: 'slow_hours', permission: 'rules.set' },
]

export const MOST_BYTES = 20 * 1024 * 1024
