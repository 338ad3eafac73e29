import type { StaffingProposalBrief } from '@roundsman/shared/api'

const WITHOUT_ANSWER: readonly string[] = ['queued', 'running', 'failed', 'cancelled']

/** There is something to read and to decide on. */
export function isFinished(proposal: StaffingProposalBrief): boolean {
  return !WITHOUT_ANSWER.includes(proposal.state)
}

/** The newest of each unit that waits, is computed or has failed; newer ones stand first in `items`. */
export function latestUnfinished(items: readonly StaffingProposalBrief[]): StaffingProposalBrief[] {
  const waiting = items.filter((one) => !isFinished(one))
  return waiting.filter((one, index) => waiting.findIndex((other) => other.unit_id === one.unit_id) === index)
}

/** Which to open: what waits for whoever may approve, else the newest of the unit itself, else the newest below it. */
export function firstToRead(finished: readonly StaffingProposalBrief[], unitId: string | null, mayApprove: boolean): StaffingProposalBrief | null {
  const waiting = mayApprove ? finished.find((one) => one.state === 'submitted') : undefined
  return waiting ?? finished.find((one) => one.unit_id === unitId) ?? finished[0] ?? null
}
