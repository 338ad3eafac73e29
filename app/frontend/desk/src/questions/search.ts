import type { CustomerBrief } from '@roundsman/shared/api'
import { computed, onScopeDispose, ref, watch } from 'vue'
import * as api from '@/api'
import { useLoad } from '@/load'

const PAUSE_MS = 250
const MOST = 20

/** Customers that match what is typed, asked once the typing pauses; `none` when nobody matches. */
export function useCustomerSearch(unitId: () => string) {
  const words = ref('')
  const asked = ref('')
  let pause: ReturnType<typeof setTimeout> | undefined
  watch(words, (text) => {
    clearTimeout(pause)
    pause = setTimeout(() => (asked.value = text.trim()), PAUSE_MS)
  })
  onScopeDispose(() => clearTimeout(pause))
  const answer = useLoad(() => (asked.value ? { q: asked.value, unit_id: unitId(), limit: MOST } : null), api.customers)
  const waiting = computed(() => words.value.trim() !== asked.value || answer.loading.value)
  const customers = computed<CustomerBrief[]>(() => (asked.value && words.value.trim() ? (answer.data.value?.items ?? []) : []))
  const none = computed(() => !!asked.value && !waiting.value && answer.data.value?.items.length === 0)
  return { words, customers, none, error: answer.error }
}
