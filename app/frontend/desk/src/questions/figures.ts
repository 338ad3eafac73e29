/** How many whole minutes more or fewer: "+12", "−3", "0". */
export function signed(seconds: number): string {
  const whole = Math.round(seconds / 60)
  return `${whole > 0 ? '+' : whole < 0 ? '−' : ''}${Math.abs(whole)}`
}
