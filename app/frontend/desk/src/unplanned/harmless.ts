/** Left out of this plan but nobody's problem: the window reaches beyond it. */
const HARMLESS = new Set(['later_in_window', 'outside_horizon'])

export function harmless(reason: string): boolean {
  return HARMLESS.has(reason)
}

/** How many of those left out need somebody to do something. */
export function troubling(byReason: Record<string, number>): number {
  return Object.entries(byReason).reduce((sum, [reason, count]) => sum + (harmless(reason) ? 0 : count), 0)
}
