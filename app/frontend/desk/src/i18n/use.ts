import * as format from '@roundsman/shared/format'
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Language } from '.'

interface Named {
  name_en: string
  name_zh: string
}

/** Texts, numbers and days in the language on screen; everything follows a switch at once. */
export function useWords() {
  const { t, te, locale } = useI18n({ useScope: 'global' })
  const language = computed<Language>(() => (locale.value === 'en' ? 'en' : 'zh'))
  return {
    t,
    language,
    /** A code of an enumeration in words; a code the desk does not know yet is shown as it is. */
    code: (group: string, value: string | null | undefined) =>
      value ? (te(`codes.${group}.${value}`) ? t(`codes.${group}.${value}`) : value) : '—',
    either: (zh: string | null | undefined, en: string | null | undefined) =>
      (language.value === 'zh' ? zh : en) ?? zh ?? en ?? '',
    named: (thing: Named | null) => (thing ? (language.value === 'zh' ? thing.name_zh : thing.name_en) : '—'),
    count: (value: number) => format.count(value, language.value),
    distance: (metres: number) => format.distance(metres, language.value),
    duration: (seconds: number) => format.duration(seconds, language.value),
    day: (value: string | null, options?: { year?: boolean; weekday?: boolean }) =>
      value ? format.day(value, language.value, options) : '—',
    month: (value: string) => format.month(value, language.value),
  }
}
