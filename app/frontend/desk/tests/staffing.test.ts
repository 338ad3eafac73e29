import type { StaffingFacts, StaffingProposalBrief } from '@roundsman/shared/api'
import { describe, expect, it } from 'vitest'
import { quarterNumber, quarterStart } from '@/quarters/period'
import { entryOf, monthsOf } from '@/staffing/facts'
import { layersOf, type Region } from '@/staffing/types'
import { firstToRead, isFinished, latestUnfinished } from '@/staffing/proposals'

const facts = {
  since: '2026-10-01',
  until: '2027-01-01',
  areas: [{ unit_id: 'u', code: 'N1', name: 'North', effective_on: null, units_sold: 5, units_in_use: null, failure_prone_share: 0.25 }],
  people: [{ technician_id: 't', external_id: 'T1', name: 'Ann', unit_id: 'u', unit_name: 'North', since: null }],
  scores: [{ technician_id: 't', month: '2026-10-01', score: 80, serious_error: false, note: null }],
  unit_codes: { u: 'N1' },
  ranking: [],
} as unknown as StaffingFacts
const nothing = { scores: {}, serious: {}, since: {}, volumes: {} }

describe('quarters', () => {
  it('begin with their calendar quarter and step over years', () => {
    expect(quarterStart('2026-11-23')).toBe('2026-10-01')
    expect(quarterStart('2026-11-23', 1)).toBe('2027-01-01')
    expect(quarterStart('2026-02-01', -1)).toBe('2025-10-01')
    expect(quarterNumber('2026-10-01')).toBe(4)
    expect(monthsOf('2026-10-01', '2027-01-01')).toEqual(['2026-10-01', '2026-11-01', '2026-12-01'])
  })
})

describe('what is entered for staffing', () => {
  it('sends nothing when nothing was typed', () => {
    expect(entryOf(facts, nothing, '2026-11-23')).toEqual({ scores: [], postings: [], volumes: [] })
  })
  it('sends a score with the month it is of, and leaves an emptied field alone', () => {
    const edits = { ...nothing, scores: { 't 2026-11-01': '55.5', 't 2026-12-01': '' } }
    expect(entryOf(facts, edits, '2026-11-23').scores).toEqual([
      { technician: 'T1', month: '2026-11-01', score: 55.5, serious_error: false },
    ])
  })
  it('sends a serious error with the score that stands', () => {
    const edits = { ...nothing, serious: { 't 2026-10-01': true } }
    expect(entryOf(facts, edits, '2026-11-23').scores).toEqual([
      { technician: 'T1', month: '2026-10-01', score: 80, serious_error: true },
    ])
  })
  it('keeps what was not touched of a volume', () => {
    const edits = { ...nothing, volumes: { N1: { in_use: '7' } }, since: { T1: '2026-01-05' } }
    expect(entryOf(facts, edits, '2026-11-23')).toMatchObject({
      postings: [{ technician: 'T1', unit: 'N1', from_on: '2026-01-05' }],
      volumes: [{ unit: 'N1', effective_on: '2026-11-23', units_sold: 5, units_in_use: 7, failure_prone_share: 0.25 }],
    })
  })
})

describe('layers of work', () => {
  it('are the sets of certificates there are, those that ask for one first', () => {
    const region = { territories: [{ certificates: [] }, { certificates: ['gas'] }, { certificates: [] }] } as unknown as Region
    expect(layersOf([region])).toEqual(['gas', ''])
  })
})

describe('proposals without an answer', () => {
  const items = [
    { id: 'new', unit_id: 'a', state: 'running' },
    { id: 'tried', unit_id: 'a', state: 'failed' },
    { id: 'other', unit_id: 'b', state: 'failed' },
    { id: 'old', unit_id: 'a', state: 'approved' },
  ] as StaffingProposalBrief[]
  it('are shown once a unit, the newest, beside those that can be read', () => {
    expect(latestUnfinished(items).map((one) => one.id)).toEqual(['new', 'other'])
    expect(items.filter(isFinished).map((one) => one.id)).toEqual(['old'])
  })
  it('leave the first place to what waits for approval, then to the unit itself', () => {
    const finished = [
      { id: 'below', unit_id: 'b', state: 'submitted' },
      { id: 'own', unit_id: 'a', state: 'draft' },
    ] as StaffingProposalBrief[]
    expect(firstToRead(finished, 'a', true)?.id).toBe('below')
    expect(firstToRead(finished, 'a', false)?.id).toBe('own')
    expect(firstToRead([], 'a', true)).toBeNull()
  })
})
