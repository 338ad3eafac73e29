/** "+12 min" of seconds; nothing more or less is "0 min". */
export function minutes(seconds: number): string {
  const whole = Math.round(seconds / 60)
  return `${whole > 0 ? '+' : whole < 0 ? '−' : ''}${Math.abs(whole)} min`
}
