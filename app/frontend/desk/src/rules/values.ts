import type { ChecklistItem, Lent, RuleField, RuleNumbers, RuleValue, SlowHours } from '@roundsman/shared/api'
import { clockOfSeconds } from '@roundsman/shared/time'

const LISTS = ['lending', 'items', 'periods'] as const
const DAY_S = 86_400
/** Shapes that are counted in something; the others are bare numbers. */
const COUNTED: readonly RuleField['shape'][] = ['minutes', 'days', 'months', 'metres', 'score', 'share']
export const unitKey = (field: RuleField) => (COUNTED.includes(field.shape) ? `rules.unit.${field.shape}` : null)
export const isList = (field: RuleField) => LISTS.some((each) => each === field.shape)

/** A value as people type it: shares in per cent, nothing for null. */
export function typed(field: RuleField, value: RuleValue | undefined): string {
  if (value === null || value === undefined || isList(field)) return ''
  return field.shape === 'share' ? String(Math.round(Number(value) * 1e6) / 1e4) : String(value)
}

/** What was typed as the server keeps it; nothing typed is null. A number input hands over numbers. */
export function kept(field: RuleField, entered: string | number): RuleValue {
  const text = String(entered)
  if (field.shape === 'choice') return text
  if (text.trim() === '') return null
  return field.shape === 'share' ? Math.round(Number(text) * 1e4) / 1e6 : Number(text)
}

export const lent = (value: RuleValue | undefined): Lent[] => (Array.isArray(value) ? (value as Lent[]) : [])
export const slow = (value: RuleValue | undefined): SlowHours[] => (Array.isArray(value) ? (value as SlowHours[]) : [])
export const items = (value: RuleValue | undefined): ChecklistItem[] => (Array.isArray(value) ? (value as ChecklistItem[]) : [])

/** A code for a new item that no other one has. */
export function freshCode(list: ChecklistItem[]): string {
  const taken = new Set(list.map(([code]) => code))
  let number = list.length + 1
  while (taken.has(`item_${number}`)) number += 1
  return `item_${number}`
}

/** The end of hours as people read and type it: the day ends at 24:00, which a clock's field knows as 00:00. */
export const endShown = (seconds: number) => (seconds === DAY_S ? '24:00' : clockOfSeconds(seconds))
export function secondsOf(time: string, end = false): number {
  const [hours, minutes] = time.split(':').map(Number)
  const seconds = (hours ?? 0) * 3600 + (minutes ?? 0) * 60
  return end && seconds === 0 ? DAY_S : seconds
}

/** The bounds of a field as people type them. */
export const bounds = (field: RuleField) => {
  const times = field.shape === 'share' ? 100 : 1
  const whole = !['share', 'score', 'price'].includes(field.shape)
  return { min: field.least * times, max: Math.round(field.most * times), step: whole ? 1 : 'any' }
}

/** A copy that can be changed without touching what is shown. */
export const copyOf = (numbers: RuleNumbers): RuleNumbers => JSON.parse(JSON.stringify(numbers)) as RuleNumbers
