import { expect, test, vi } from 'vitest'
import { ApiError, Client, queryString } from '../src/client'

function client(answer: Response | Error, onSignedOut = vi.fn()) {
  const calls: [string, RequestInit][] = []
  const fake = async (path: string, init: RequestInit) => {
    calls.push([path, init])
    if (answer instanceof Error) throw answer
    return answer
  }
  const made = new Client({ language: () => 'zh', csrf: () => 'token-1', onSignedOut, fetch: fake as unknown as typeof fetch })
  return { made, calls, onSignedOut }
}

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status })

test('empty parts of a question are left out of the address', () => {
  expect(queryString({ a: 1, b: undefined, c: null, d: '', e: 'x y' })).toBe('?a=1&e=x+y')
  expect(queryString({ a: undefined })).toBe('')
})

test('only writing sends the token against forgery', async () => {
  const reading = client(json({}))
  await reading.made.get('/api/v1/me')
  expect(reading.calls[0]?.[1].headers).not.toHaveProperty('X-CSRF-Token')
  const writing = client(json({}))
  await writing.made.post('/api/v1/plan-runs', { level: 'day' })
  expect(writing.calls[0]?.[1].headers).toHaveProperty('X-CSRF-Token', 'token-1')
})

test('a refusal carries the words of the catalogue in both languages', async () => {
  const { made } = client(json({ code: 'plan_state', message: '不能发布', message_en: 'Cannot publish', message_zh: '不能发布' }, 409))
  const error = await made.post('/x').catch((each: unknown) => each)
  expect(error).toBeInstanceOf(ApiError)
  expect((error as ApiError).says('zh')).toBe('不能发布')
  expect((error as ApiError).says('en')).toBe('Cannot publish')
})

test('an ended session is told once to whoever listens, a wrong password is not', async () => {
  const ended = client(json({ code: 'unauthenticated' }, 401))
  await ended.made.get('/api/v1/units').catch(() => null)
  expect(ended.onSignedOut).toHaveBeenCalledOnce()
  const wrong = client(json({ code: 'sign_in_failed' }, 401))
  await wrong.made.post('/login').catch(() => null)
  expect(wrong.onSignedOut).not.toHaveBeenCalled()
})

test('silence of the server is told in words, not as a stack trace', async () => {
  const { made } = client(new TypeError('Failed to fetch'))
  const error = (await made.get('/x').catch((each: unknown) => each)) as ApiError
  expect(error.code).toBe('unreachable')
  expect(error.says('en')).toMatch(/cannot be reached/)
})

test('an answer that is no JSON is an error with its status', async () => {
  const { made } = client(new Response('<html>', { status: 502 }))
  const error = (await made.get('/x').catch((each: unknown) => each)) as ApiError
  expect(error.code).toBe('http_502')
})
