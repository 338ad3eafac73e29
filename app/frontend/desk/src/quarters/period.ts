/** The calendar quarter a day lies in, and the one a number of quarters away, both by their first day. */
export function quarterStart(day: string, by = 0): string {
  const months = Number(day.slice(0, 4)) * 12 + Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 3 * by
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}-01`
}

export function quarterNumber(start: string): number {
  return Math.floor((Number(start.slice(5, 7)) - 1) / 3) + 1
}
