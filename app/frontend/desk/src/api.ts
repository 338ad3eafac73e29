import { ApiError, Client } from '@roundsman/shared/client'
import type * as api from '@roundsman/shared/api'
import { language } from './i18n'

let csrf: string | null = null
let signedOut: () => void = () => {}

const client = new Client({ language, csrf: () => csrf, onSignedOut: () => signedOut() })

/** What happens when the session has ended: the router sends people to the log-in page and back. */
export function whenSignedOut(action: () => void): void {
  signedOut = action
}

const v1 = (path: string) => `/api/v1${path}`

export async function me(): Promise<api.Me> {
  const answer = await client.get<api.Me>(v1('/me'))
  csrf = answer.csrf_token
  return answer
}

export async function logIn(email: string, password: string): Promise<void> {
  await client.post('/login', { email, password })
}

/** What the server asks for after the password; `token` belongs to this log-in. */
export interface SecondStep {
  state: 'setup_from_login' | 'ready'
  token: string
}

/** The second step a refused log-in asks for; null where it was refused for another reason. */
export function secondStepOf(failure: unknown): SecondStep | null {
  if (!(failure instanceof ApiError) || failure.code !== 'two_factor_required') return null
  const { state, csrf_token: token } = failure.details as { state: string; csrf_token: string }
  return { state: state === 'ready' ? 'ready' : 'setup_from_login', token }
}

/** The secret an authenticator app is set up with. */
export async function authenticatorKey({ token }: SecondStep): Promise<string> {
  const answer = await client.post<{ response: { tf_authr_b32key: string } }>('/auth/tf-setup', {
    setup: 'authenticator',
    csrf_token: token,
  })
  return answer.response.tf_authr_b32key
}

export const sendCode = ({ token }: SecondStep, code: string) => client.post('/auth/tf-validate', { code, csrf_token: token })

export async function logOut(): Promise<void> {
  await client.post('/logout')
  csrf = null
}

export const demo = () => client.get<api.Demo>(v1('/demo'))
export const units = () => client.get<{ items: api.Unit[] }>(v1('/units'))
export const mapInfo = () => client.get<api.MapInfo>(v1('/map'))

export const days = (unitId: string, signal?: AbortSignal) =>
  client.get<api.Days>(v1('/days'), { unit_id: unitId }, signal)

export const dayRoutes = (day: api.Day, query: { unit_id: string; version_id?: string }, signal?: AbortSignal) =>
  client.get<api.DayRoutes>(v1(`/days/${day}/routes`), query, signal)

export interface UnplannedQuery extends Record<string, string | number | undefined> {
  unit_id?: string
  version_id?: string
  reason?: string
  limit?: number
  cursor?: string
}
export const unplanned = (query: UnplannedQuery, signal?: AbortSignal) =>
  client.get<api.UnplannedPage>(v1('/unplanned'), query, signal)

export const coverage = (query: { unit_id: string; from: string; until: string }, signal?: AbortSignal) =>
  client.get<api.Coverage>(v1('/coverage'), query, signal)

export const shortages = (unitId: string, signal?: AbortSignal) =>
  client.get<{ items: api.Shortage[] }>(v1('/shortages'), { unit_id: unitId }, signal)

export const plans = (query: { unit_id: string; level?: string }, signal?: AbortSignal) =>
  client.get<{ items: api.Plan[] }>(v1('/plans'), query, signal)

export const decide = (versionId: string, decision: 'approve' | 'publish' | 'discard') =>
  client.post<{ id: string; state: api.PlanState }>(v1(`/plan-versions/${versionId}/${decision}`))

export const renewVersion = (versionId: string) => client.post<api.PlanRun>(v1(`/plan-versions/${versionId}/renew`))

export const why = (visitId: string, signal?: AbortSignal) => client.get<api.Why>(v1(`/visits/${visitId}/why`), {}, signal)
export const whatIf = (visitId: string, wish: api.Wish) => client.post<api.WhatIf>(v1(`/visits/${visitId}/what-if`), wish)
export const moveVisit = (visitId: string, request: { technician_id: string; before?: number }) =>
  client.post<api.Taken>(v1(`/visits/${visitId}/move`), request)
export const spareTechnicians = (day: api.Day, query: { unit_id: string }, signal?: AbortSignal) =>
  client.get<{ items: { id: string; name: string }[] }>(v1(`/days/${day}/spare-technicians`), query, signal)
export const alternatives = (day: api.Day, happened: api.Happened) =>
  client.post<api.Alternatives>(v1(`/days/${day}/alternatives`), happened)
export const takeAlternative = (day: api.Day, request: api.Happened & { rung: string }) =>
  client.post<api.Taken>(v1(`/days/${day}/replan`), request)

export const callKinds = (unitId: string, signal?: AbortSignal) =>
  client.get<{ items: api.CallKind[]; skills: string[] }>(v1('/call-kinds'), { unit_id: unitId }, signal)
export const calls = (unitId: string, signal?: AbortSignal) =>
  client.get<{ items: api.Call[] }>(v1('/calls'), { unit_id: unitId }, signal)
export const enterCall = (entry: api.CallEntry) => client.post<api.Call>(v1('/calls'), entry)
export const withdrawCall = (id: string, reason: string) => client.post<api.Call>(v1(`/calls/${id}/withdraw`), { reason })
export const tellTime = (visitId: string, at: api.Instant, withinS: number) =>
  client.put<api.Told>(v1(`/visits/${visitId}/told-time`), { at, within_s: withinS })
export const untellTime = (visitId: string) => client.delete<api.Told>(v1(`/visits/${visitId}/told-time`))

export const startRun = (request: api.RunRequest) => client.post<api.PlanRun>(v1('/plan-runs'), request)
export const runs = (unitId: string, signal?: AbortSignal) =>
  client.get<{ items: api.PlanRun[] }>(v1('/plan-runs'), { unit_id: unitId }, signal)
export const cancelRun = (id: string) => client.post<api.PlanRun>(v1(`/plan-runs/${id}/cancel`))

export const quarter = (query: { unit_id: string; on: string; version_id?: string }, signal?: AbortSignal) =>
  client.get<api.Quarter>(v1('/quarters'), query, signal)
export const draftQuarter = (request: { unit_id: string; on: string }) => client.post<api.Quarter>(v1('/quarters'), request)

export const proposals = (query: { unit_id: string; kind: string }, signal?: AbortSignal) =>
  client.get<{ items: api.StaffingProposalBrief[] }>(v1('/staffing/proposals'), query, signal)
export const proposal = (id: string, signal?: AbortSignal) =>
  client.get<api.StaffingProposal>(v1(`/staffing/proposals/${id}`), {}, signal)
export const propose = (request: { unit_id: string; kind: string; on?: string }) =>
  client.post<api.StaffingProposal>(v1('/staffing/proposals'), request)
export const cancelProposal = (id: string) => client.post<api.StaffingProposal>(v1(`/staffing/proposals/${id}/cancel`))
export const decideProposal = (id: string, decision: 'submit' | 'approve' | 'reject', note?: string) =>
  client.post<api.StaffingProposal>(v1(`/staffing/proposals/${id}/${decision}`), note ? { note } : {})
export const staffingFacts = (query: { unit_id: string; on?: string }, signal?: AbortSignal) =>
  client.get<api.StaffingFacts>(v1('/staffing/facts'), query, signal)
export const enterFacts = (entry: api.StaffingEntry) => client.post<api.StaffingFacts>(v1('/staffing/facts'), entry)
export const handovers = (query: { unit_id: string }, signal?: AbortSignal) =>
  client.get<{ items: api.Handover[] }>(v1('/handovers'), query, signal)
export const tickHandover = (id: string, seq: number, done: boolean) =>
  client.post(v1(`/handovers/${id}/items/${seq}`), { done })
export const closeHandover = (id: string, how: 'complete' | 'cancel') => client.post(v1(`/handovers/${id}/${how}`))

export interface CustomerQuery extends Record<string, string | number | undefined> {
  q?: string
  unit_id?: string
  tier?: string
  limit?: number
  cursor?: string
}
export const customers = (query: CustomerQuery, signal?: AbortSignal) =>
  client.get<api.Page<api.CustomerBrief>>(v1('/customers'), query, signal)
export const customer = (id: string, signal?: AbortSignal) =>
  client.get<api.CustomerFile>(v1(`/customers/${id}`), {}, signal)

export const openVisits = (id: string, signal?: AbortSignal) =>
  client.get<api.OpenVisit[]>(v1(`/customers/${id}/open-visits`), {}, signal)
export const setAfter = (id: string, afterId: string | null) =>
  client.post<undefined>(v1(`/obligations/${id}/after`), { after_id: afterId })

export interface ImportRequest {
  kind: api.ImportKind
  datum: api.Datum
  file: File
  mapping: Record<string, string>
  unitId: string | null
}
/** Checks a list; with `store` what may be stored is: all of it or nothing, or its good rows. */
export function importList(asked: ImportRequest, store: 'all' | 'valid' | null, signal?: AbortSignal) {
  const form = new FormData()
  form.set('kind', asked.kind)
  form.set('datum', asked.datum)
  form.set('dry_run', store ? 'false' : 'true')
  // Checked as if the good rows alone were taken, so that the answer counts what they would change.
  form.set('rows', store ?? 'valid')
  if (asked.unitId) form.set('unit_id', asked.unitId)
  if (Object.keys(asked.mapping).length) form.set('mapping', JSON.stringify(asked.mapping))
  form.set('file', asked.file)
  return client.postForm<api.ImportAnswer>(v1('/imports'), form, signal)
}
export const importTemplate = (kind: api.ImportKind, ending: 'csv' | 'xlsx', lang: string) =>
  v1(`/imports/templates/${kind}.${ending}?lang=${lang}`)

export const rules = (unitId: string, signal?: AbortSignal) => client.get<api.Rules>(v1('/rules'), { unit_id: unitId }, signal)
export const enterRule = (entry: api.RuleEntry) => client.post<api.Rules>(v1('/rules'), entry)
export const withdrawRule = (unitId: string, id: string) => client.post<api.Rules>(v1(`/rules/${id}/withdraw`), { unit_id: unitId })
