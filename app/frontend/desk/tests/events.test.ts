import { describe, expect, it } from 'vitest'
import { happened, instantAt, latestOf, withEvent, type DayEvent } from '../src/questions/events'
import { signed } from '../src/questions/figures'

const late: DayEvent = { kind: 'late', id: 'a', name: 'Ann', time: '10:30' }
const asked = { unit: 'u', day: '2026-03-04', from: '10:15', told: true, offset: '+08:00' }

describe('what happened on a day', () => {
  it('is sent with instants in the zone of the unit', () => {
    const request = happened(asked, [late, { kind: 'cancelled', id: 'v', name: 'V', time: '' }])
    expect(request.late).toEqual([{ technician_id: 'a', free_at: '2026-03-04T10:30:00+08:00' }])
    expect(request.cancelled).toEqual(['v'])
    expect(happened(asked, [{ kind: 'call', id: 'c', name: 'C', time: '' }]).calls).toEqual(['c'])
    expect(request.at).toBe('2026-03-04T10:15:00+08:00')
  })

  it('has no beginning where the whole day is open', () => {
    expect(happened({ ...asked, from: '' }, []).at).toBeNull()
  })

  it('is told once: the later word holds', () => {
    expect(withEvent([late], { ...late, time: '11:00' })).toEqual([{ ...late, time: '11:00' }])
    expect(withEvent([late], { ...late, id: 'b' })).toHaveLength(2)
  })

  it('asks for a fault to be attended within six hours, and within the hours of its kind', () => {
    expect(latestOf('09:10', '20:00')).toBe('15:10')
    expect(latestOf('16:00', '20:00')).toBe('20:00')
    expect(latestOf('21:00', '20:00')).toBe('23:59')
  })

  it('knows the zone of an instant', () => {
    expect(instantAt('2026-03-04', '08:00', 'Z')).toBe('2026-03-04T08:00:00Z')
  })
})

describe('minutes', () => {
  it('say more, less and nothing', () => {
    expect([signed(600), signed(-600), signed(10)]).toEqual(['+10', '−10', '0'])
  })
})
