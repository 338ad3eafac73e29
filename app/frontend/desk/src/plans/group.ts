import type { Plan, PlanLevel, PlanVersion } from '@roundsman/shared/api'

/** Plans of one level and period, one for each unit. */
export interface PeriodGroup {
  key: string
  level: PlanLevel
  start: string
  until: string
  plans: Plan[]
}

/** Groups in the order the server gives the plans: newest period first. */
export function byPeriod(plans: Plan[]): PeriodGroup[] {
  const groups = new Map<string, PeriodGroup>()
  for (const plan of plans) {
    const key = `${plan.level}/${plan.period_start}`
    const group = groups.get(key) ?? { key, level: plan.level, start: plan.period_start, until: plan.period_until, plans: [] }
    group.plans.push(plan)
    groups.set(key, group)
  }
  for (const group of groups.values()) group.plans.sort((a, b) => a.unit_name.localeCompare(b.unit_name, 'zh-CN', { numeric: true }))
  return [...groups.values()]
}

/** The version in force first, else the newest one that still counts; then the rest, newest first. */
export function ordered(versions: PlanVersion[]): PlanVersion[] {
  const newest = [...versions].sort((a, b) => b.number - a.number)
  const standing = newest.find((version) => ['draft', 'approved', 'published'].includes(version.state))
  return standing ? [standing, ...newest.filter((version) => version !== standing)] : newest
}

export type Decision = 'approve' | 'publish' | 'discard'

/** What may be decided about a version, by its state and the person's permissions. */
export function decisions(version: PlanVersion, may: (permission: string) => boolean): Decision[] {
  if (version.state !== 'draft' && version.state !== 'approved') return []
  const found: Decision[] = []
  if (version.state === 'draft' && may('plans.approve')) found.push('approve')
  if (may('plans.publish')) found.push('publish')
  if (may('plans.discard')) found.push('discard')
  return found
}
