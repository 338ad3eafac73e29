import { expect, test } from 'vitest'
import { count, day, distance, duration, month, percent, weekdayNames } from '../src/format'

test('distances are metres below a kilometre and lose their decimals when long', () => {
  expect(distance(350, 'en')).toBe('350 m')
  expect(distance(8750, 'zh')).toBe('8.8 km')
  expect(distance(123_456, 'en')).toBe('123 km')
})

test('durations are whole minutes in both languages', () => {
  expect(duration(59 * 60 + 40, 'en')).toBe('1 h')
  expect(duration(5400, 'en')).toBe('1 h 30 min')
  expect(duration(5400, 'zh')).toBe('1 小时 30 分')
  expect(duration(0, 'zh')).toBe('0 分钟')
})

test('a percentage never claims all or nothing when it is not so', () => {
  expect(percent(1)).toBe('100%')
  expect(percent(0.9999)).toBe('>99%')
  expect(percent(0.0001)).toBe('<1%')
  expect(percent(0)).toBe('0%')
})

test('days and months are written the way each language does', () => {
  expect(day('2026-11-24', 'zh')).toBe('11月24日 周二')
  expect(day('2026-11-24', 'en')).toBe('Tue 24 Nov')
  expect(day('2026-11-24', 'en', { year: true, weekday: false })).toBe('24 Nov 2026')
  expect(month('2026-11-01', 'zh')).toBe('2026年11月')
})

test('weeks begin on Monday', () => {
  expect(weekdayNames('zh')).toEqual(['一', '二', '三', '四', '五', '六', '日'])
})

test('large counts are grouped', () => {
  expect(count(1234567, 'en')).toBe('1,234,567')
})
