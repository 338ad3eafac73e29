import type { StaffingEntry, StaffingFacts } from '@roundsman/shared/api'
import { today } from '@roundsman/shared/time'

/** What is typed but not saved, as the fields hold it: empty text clears nothing, it is left alone. */
export interface Edits {
  scores: Record<string, string>
  serious: Record<string, boolean>
  since: Record<string, string>
  volumes: Record<string, { sold?: string; in_use?: string; prone?: string }>
}

/** The first days of the months of a quarter. */
export function monthsOf(since: string, until: string): string[] {
  const found: string[] = []
  for (let month = since; month < until; month = after(month)) found.push(month)
  return found
}

function after(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return `${number === 12 ? year + 1 : year}-${String((number % 12) + 1).padStart(2, '0')}-01`
}

/** The rows to send: only what was changed, and only what is whole. */
export function entryOf(facts: StaffingFacts, edits: Edits, now = today()): StaffingEntry {
  const stored = new Map(facts.scores.map((one) => [`${one.technician_id} ${one.month}`, one]))
  const people = new Map(facts.people.map((one) => [one.technician_id, one]))
  const scores = [...new Set([...Object.keys(edits.scores), ...Object.keys(edits.serious)])].flatMap((key) => {
    const [id = '', month = ''] = key.split(' ')
    const typed = edits.scores[key] ?? String(stored.get(key)?.score ?? '')
    const person = people.get(id)
    if (!person || typed.trim() === '' || !Number.isFinite(Number(typed))) return []
    const serious_error = edits.serious[key] ?? stored.get(key)?.serious_error ?? false
    return [{ technician: person.external_id, month, score: Number(typed), serious_error }]
  })
  const postings = facts.people.flatMap((one) => {
    const from_on = edits.since[one.external_id]
    const unit = facts.unit_codes[one.unit_id]
    return from_on && from_on !== one.since && unit ? [{ technician: one.external_id, unit, from_on }] : []
  })
  const volumes = facts.areas.flatMap((area) => {
    const typed = edits.volumes[area.code]
    if (!typed) return []
    const whole = (text: string | undefined, before: number | null) => (text === undefined ? before : text.trim() === '' ? null : Number(text))
    const prone = whole(typed.prone, Math.round(100 * area.failure_prone_share)) ?? 0
    return [
      {
        unit: area.code,
        effective_on: now,
        units_sold: whole(typed.sold, area.units_sold),
        units_in_use: whole(typed.in_use, area.units_in_use),
        failure_prone_share: prone / 100,
      },
    ]
  })
  return { scores, postings, volumes }
}
