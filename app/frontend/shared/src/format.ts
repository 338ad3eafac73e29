/** Numbers, lengths and days in words of the reader's language ("zh" or "en"). */
import type { Day } from './api'

const TAGS: Record<string, string> = { zh: 'zh-CN', en: 'en-GB' }

function tag(language: string): string {
  return TAGS[language] ?? 'en-GB'
}

/** 12345 -> "12,345". */
export function count(value: number, language: string): string {
  return new Intl.NumberFormat(tag(language)).format(value)
}

/** 8750 m -> "8.8 km"; below one kilometre "350 m". */
export function distance(metres: number, language: string): string {
  if (metres < 1000) return `${Math.round(metres)} m`
  const kilometres = metres / 1000
  const digits = kilometres < 100 ? 1 : 0
  return `${new Intl.NumberFormat(tag(language), { maximumFractionDigits: digits, minimumFractionDigits: digits }).format(kilometres)} km`
}

/** 5400 s -> "1 h 30 min" or "1 小时 30 分", 300 s -> "5 分钟"; rounds to whole minutes. */
export function duration(seconds: number, language: string): string {
  const minutes = Math.round(seconds / 60)
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  const zh = language === 'zh'
  if (hours === 0) return zh ? `${rest} 分钟` : `${rest} min`
  if (rest === 0) return zh ? `${hours} 小时` : `${hours} h`
  return zh ? `${hours} 小时 ${rest} 分` : `${hours} h ${rest} min`
}

/** 0.734 -> "73%"; never rounds up to 100 % or down to 0 % what is not quite there. */
export function percent(share: number): string {
  if (share > 0 && share < 0.01) return '<1%'
  if (share < 1 && share > 0.99) return '>99%'
  return `${Math.round(share * 100)}%`
}

/** "11月24日 周二" or "Tue 24 Nov"; with the year when asked. */
export function day(value: Day, language: string, options: { year?: boolean; weekday?: boolean } = {}): string {
  const moment = new Date(`${value}T00:00:00Z`)
  const format = new Intl.DateTimeFormat(tag(language), {
    timeZone: 'UTC',
    year: options.year ? 'numeric' : undefined,
    month: language === 'zh' ? 'long' : 'short',
    day: 'numeric',
  }).format(moment)
  if (options.weekday === false) return format
  const name = new Intl.DateTimeFormat(tag(language), { timeZone: 'UTC', weekday: 'short' }).format(moment)
  return language === 'zh' ? `${format} ${name}` : `${name} ${format}`
}

/** "2026年11月" or "November 2026". */
export function month(value: Day, language: string): string {
  const moment = new Date(`${value}T00:00:00Z`)
  return new Intl.DateTimeFormat(tag(language), { timeZone: 'UTC', year: 'numeric', month: 'long' }).format(moment)
}

/** Short names of the weekdays, Monday first. */
export function weekdayNames(language: string): string[] {
  const format = new Intl.DateTimeFormat(tag(language), { timeZone: 'UTC', weekday: 'narrow' })
  return Array.from({ length: 7 }, (_, index) => format.format(new Date(Date.UTC(2024, 0, 1 + index))))
}
