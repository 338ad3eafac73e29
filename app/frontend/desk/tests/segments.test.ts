import { expect, test } from 'vitest'
import { axis, segments } from '@/timeline/segments'
import { at, DAY, route, stop, visit } from './sample'

const told = (day: ReturnType<typeof segments>) => day.map(({ kind, from, until }) => [kind, from / 60, until / 60])

test('a day is told from start to end without gap or overlap', () => {
  expect(told(segments(route(), DAY))).toEqual([
    ['waiting', 480, 485],
    ['travel', 485, 495],
    ['setup', 495, 500],
    ['service', 500, 520],
    ['travel', 520, 540],
  ])
})

test('time at the door before the first visit begins is waiting', () => {
  const early = stop({ arrival_at: at('08:05'), travel_s: 300, setup_s: 0 })
  expect(told(segments(route({ stops: [early] }), DAY)).slice(0, 3)).toEqual([
    ['travel', 480, 485],
    ['waiting', 485, 500],
    ['service', 500, 520],
  ])
})

test('a break interrupts the drive it lies in, never a visit', () => {
  const breaks = [{ start_at: at('08:30'), end_at: at('08:50') }]
  expect(told(segments(route({ breaks }), DAY)).slice(-3)).toEqual([
    ['service', 500, 520],
    ['break', 520, 530],
    ['travel', 530, 540],
  ])
})

test('visits of one building stay apart', () => {
  const two = stop({
    visits: [visit(), visit({ id: 'v2', seq: 2, planned_start_at: at('08:40'), planned_end_at: at('08:50') })],
  })
  const service = segments(route({ stops: [two] }), DAY).filter((segment) => segment.kind === 'service')
  expect(service.map((segment) => segment.visitId)).toEqual(['v1', 'v2'])
})

test('a route without stops has nothing to drive', () => {
  expect(told(segments(route({ stops: [] }), DAY))).toEqual([['waiting', 480, 540]])
})

test('the axis runs over whole hours around all routes', () => {
  const late = route({ start_at: at('07:40'), end_at: at('18:10') })
  const shown = axis([route(), late], DAY)
  expect([shown.from / 3600, shown.until / 3600]).toEqual([7, 19])
  expect(shown.hours).toHaveLength(13)
})
