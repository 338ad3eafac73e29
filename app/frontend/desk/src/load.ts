import { ApiError } from '@roundsman/shared/client'
import { state } from './i18n/shell'
import { onScopeDispose, ref, shallowRef, watch } from 'vue'

/**
 * What a page shows while it asks the server: nothing yet, an answer, or an error. Asks again whenever `source`
 * changes; an answer that comes after a newer question is thrown away. A null source asks nothing.
 */
export function useLoad<S, T>(source: () => S | null, ask: (source: S, signal: AbortSignal) => Promise<T>) {
  const data = shallowRef<T | null>(null)
  const error = shallowRef<ApiError | null>(null)
  const loading = ref(false)
  let running: AbortController | null = null

  async function reload(): Promise<void> {
    running?.abort()
    const question = source()
    if (question === null) return
    const mine = (running = new AbortController())
    loading.value = true
    try {
      const answer = await ask(question, mine.signal)
      if (mine.signal.aborted) return
      data.value = answer
      error.value = null
    } catch (failure) {
      if (mine.signal.aborted) return
      error.value = asApiError(failure)
      data.value = null
    } finally {
      if (running === mine) loading.value = false
    }
  }

  watch(() => JSON.stringify(source()), reload, { immediate: true })
  onScopeDispose(() => running?.abort())
  return { data, error, loading, reload }
}

/** A failure that is no refusal of the server is a defect of ours: it goes to the console, people get a sentence. */
export function asApiError(failure: unknown): ApiError {
  if (failure instanceof ApiError) return failure
  console.error(failure)
  return new ApiError(0, 'desk_failed', ...state.desk_failed)
}
