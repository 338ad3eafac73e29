import { ApiError } from '@roundsman/shared/client'
import { expect, test } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import { useLoad } from '@/load'

const settle = async () => {
  for (let round = 0; round < 5; round++) await nextTick()
}

test('an answer to an older question never replaces a newer one', async () => {
  const question = ref('slow')
  const answers: Record<string, (value: string) => void> = {}
  const scope = effectScope()
  const state = scope.run(() =>
    useLoad(
      () => question.value,
      (asked) => new Promise<string>((resolve) => (answers[asked] = resolve)),
    ),
  )
  question.value = 'fast'
  await settle()
  answers['fast']?.('new')
  await settle()
  expect(state?.data.value).toBe('new')
  answers['slow']?.('old')
  await settle()
  expect(state?.data.value).toBe('new')
  scope.stop()
})

test('a refusal is kept for the page to show, and asking again clears it', async () => {
  let fail = true
  const scope = effectScope()
  const state = scope.run(() =>
    useLoad(
      () => 'q',
      async () => {
        if (fail) throw new ApiError(500, 'broken', '坏了', 'broken')
        return 'fine'
      },
    ),
  )
  await settle()
  expect(state?.error.value?.code).toBe('broken')
  fail = false
  await state?.reload()
  expect(state?.error.value).toBeNull()
  expect(state?.data.value).toBe('fine')
  scope.stop()
})
