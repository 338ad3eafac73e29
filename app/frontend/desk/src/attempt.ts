import { ref } from 'vue'
import { useWords } from './i18n/use'
import { asApiError } from './load'

/** Something a person asked for: busy while the server works on it, and the sentence of its refusal, if it refuses. */
export function useAttempt() {
  const { language } = useWords()
  const busy = ref(false)
  const refusal = ref('')

  /** Do `work`; null when it was refused. */
  async function attempt<T>(work: () => Promise<T>): Promise<T | null> {
    busy.value = true
    refusal.value = ''
    try {
      return await work()
    } catch (failure) {
      refusal.value = asApiError(failure).says(language.value)
      return null
    } finally {
      busy.value = false
    }
  }

  return { busy, refusal, attempt }
}
