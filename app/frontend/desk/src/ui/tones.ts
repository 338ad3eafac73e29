import type { PlanState, RunState, VisitState } from '@roundsman/shared/api'
import type { Tone } from './UiBadge.vue'

const visits: Record<VisitState, Tone> = {
  planned: 'neutral',
  dispatched: 'info',
  en_route: 'info',
  on_site: 'accent',
  completed: 'good',
  no_access: 'warn',
  refused: 'warn',
  cancelled: 'neutral',
}
const plans: Record<PlanState, Tone> = {
  draft: 'warn',
  approved: 'info',
  published: 'good',
  superseded: 'neutral',
  discarded: 'neutral',
}
const runs: Record<RunState, Tone> = {
  queued: 'neutral',
  running: 'info',
  succeeded: 'good',
  failed: 'bad',
  cancelled: 'neutral',
}

export const visitTone = (state: VisitState): Tone => visits[state] ?? 'neutral'
export const planTone = (state: PlanState): Tone => plans[state] ?? 'neutral'
export const runTone = (state: RunState): Tone => runs[state] ?? 'neutral'
