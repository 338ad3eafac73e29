import { createI18n } from 'vue-i18n'
import * as messages from './messages'

/** One text in both languages, side by side, so that neither can be forgotten. */
export type Pair = readonly [zh: string, en: string]
export interface Pairs {
  readonly [key: string]: Pair | Pairs
}
export type Language = 'zh' | 'en'
interface Tree {
  [key: string]: string | Tree
}

const KEPT = 'roundsman.language'

function isPair(value: Pair | Pairs): value is Pair {
  return Array.isArray(value)
}

/** The messages of one language out of the pairs. */
export function pick(pairs: Pairs, language: Language): Tree {
  const entries = Object.entries(pairs).map(([key, value]) => [
    key,
    isPair(value) ? value[language === 'zh' ? 0 : 1] : pick(value, language),
  ])
  return Object.fromEntries(entries) as Tree
}

export const pairs: Pairs = { ...messages }

function kept(): Language {
  return localStorage.getItem(KEPT) === 'en' ? 'en' : 'zh'
}

/** The language of the person's account, unless somebody chose another on this computer. */
export function adoptLanguage(locale: string): void {
  if (localStorage.getItem(KEPT) === null) show(locale.startsWith('en') ? 'en' : 'zh')
}

export const i18n = createI18n({
  legacy: false,
  locale: kept(),
  fallbackLocale: 'en',
  messages: { zh: pick(pairs, 'zh'), en: pick(pairs, 'en') },
})

/** Switches the whole desk and remembers the choice on this computer. */
export function setLanguage(language: Language): void {
  localStorage.setItem(KEPT, language)
  show(language)
}

function show(language: Language): void {
  i18n.global.locale.value = language
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
}

export function language(): Language {
  return i18n.global.locale.value === 'en' ? 'en' : 'zh'
}
