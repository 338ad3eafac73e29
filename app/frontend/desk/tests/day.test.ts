import { expect, test } from 'vitest'
import { findStop, routeViews, stopMark, totals } from '@/map/day'
import { boxOf, routeFeatures, stopFeatures } from '@/map/features'
import { nearestDay } from '@/map/nearest'
import { routeColour, routeColours } from '@/map/palette'
import { route, stop, visit } from './sample'

test('routes are numbered in order and counted', () => {
  const done = stop({ id: 's2', visits: [visit({ state: 'completed' }), visit({ id: 'v2', overdue: true })] })
  const views = routeViews([route(), route({ id: 'r2', stops: [done] })])
  expect(views.map((view) => view.number)).toEqual([1, 2])
  expect(views[1]).toMatchObject({ visits: 2, done: 1, overdue: 1 })
  expect(totals(views)).toMatchObject({ routes: 2, stops: 2, visits: 3, done: 1, distance_m: 10_000 })
})

test('a stop is done when all its visits are over, overdue when one that is not over is late', () => {
  expect(stopMark(stop())).toBe('open')
  expect(stopMark(stop({ visits: [visit({ overdue: true })] }))).toBe('overdue')
  expect(stopMark(stop({ visits: [visit({ state: 'no_access', overdue: true })] }))).toBe('done')
})

test('a stop is found with its route, and nothing is found for nothing', () => {
  const views = routeViews([route(), route({ id: 'r2', stops: [stop({ id: 's2' })] })])
  expect(findStop(views, 's2')?.view.id).toBe('r2')
  expect(findStop(views, null)).toBeNull()
  expect(findStop(views, 'gone')).toBeNull()
})

test('a route without a stored path is drawn straight and says so', () => {
  const [feature] = routeFeatures(routeViews([route()])).features
  expect(feature?.geometry.type).toBe('LineString')
  expect(feature?.properties?.['estimated']).toBe(true)
})

test('stops carry their number and colour to the map', () => {
  const [feature] = stopFeatures(routeViews([route({ colour_index: 3 })])).features
  expect(feature?.properties).toMatchObject({ seq: '1', colour: routeColours[3], mark: 'open' })
})

test('the box of a day holds stops and bases; an empty day has none', () => {
  expect(boxOf(routeViews([route()]))).toEqual([24.9, 60.17, 24.94, 60.2])
  expect(boxOf([])).toBeNull()
})

test('colours repeat after the last one', () => {
  expect(routeColour(routeColours.length)).toBe(routeColours[0])
})

test('neighbouring route colours differ in lightness or hue enough to be told apart on paper', () => {
  expect(new Set(routeColours).size).toBe(routeColours.length)
})

test('the first day shown is the wanted one, else the next with routes, else the last before', () => {
  const days = ['2026-11-20', '2026-11-26'].map((date) => ({ date, routes: 2, visits: 5, done: 0 }))
  expect(nearestDay(days, '2026-11-24')).toBe('2026-11-26')
  expect(nearestDay(days, '2026-12-24')).toBe('2026-11-26')
  expect(nearestDay([], '2026-11-24')).toBeNull()
})
