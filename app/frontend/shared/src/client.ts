import type { Problem } from './api'

export type Query = Record<string, string | number | boolean | null | undefined>

/** A refusal of the server, or its silence, in words for people in both languages. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly zh: string,
    readonly en: string,
    readonly details: Record<string, unknown> = {},
  ) {
    super(en)
  }

  /** The sentence for `language` ("zh" or "en"). */
  says(language: string): string {
    return language.startsWith('zh') ? this.zh : this.en
  }
}

export interface ClientOptions {
  language: () => string
  csrf: () => string | null
  /** Called when the server no longer knows who is asking. */
  onSignedOut: () => void
  fetch?: typeof fetch
}

/** Speaks JSON with our own server and turns every failure into an `ApiError`. */
export class Client {
  constructor(private readonly options: ClientOptions) {}

  get<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
    return this.send<T>('GET', path + queryString(query), undefined, signal)
  }

  post<T>(path: string, body: unknown = {}): Promise<T> {
    return this.send<T>('POST', path, body)
  }

  /** Sends a form with a file. */
  postForm<T>(path: string, form: FormData, signal?: AbortSignal): Promise<T> {
    return this.send<T>('POST', path, form, signal)
  }

  put<T>(path: string, body: unknown = {}): Promise<T> {
    return this.send<T>('PUT', path, body)
  }

  delete<T>(path: string): Promise<T> {
    return this.send<T>('DELETE', path)
  }

  private async send<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
    const response = await this.reach(path, { method, headers: this.headers(method, body), body: text(body), signal })
    const answer = await readJson(response)
    if (response.ok) return answer as T
    const error = asError(response.status, answer)
    // While somebody logs in nobody is signed out.
    if (response.status === 401 && !/^\/(log|auth)/.test(path)) this.options.onSignedOut()
    throw error
  }

  private async reach(path: string, init: RequestInit): Promise<Response> {
    try {
      return await (this.options.fetch ?? fetch)(path, { credentials: 'same-origin', ...init })
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') throw error
      throw new ApiError(0, 'unreachable', '无法连接服务器，请检查网络后重试', 'The server cannot be reached; check the network and try again')
    }
  }

  private headers(method: string, body: unknown): Record<string, string> {
    const csrf = this.options.csrf()
    return {
      Accept: 'application/json',
      'Accept-Language': this.options.language(),
      // Of a form the browser says itself where its parts are divided.
      ...(method === 'GET' || body instanceof FormData ? {} : { 'Content-Type': 'application/json' }),
      ...(method !== 'GET' && csrf ? { 'X-CSRF-Token': csrf } : {}),
    }
  }
}

/** `?a=1&b=2` without what is empty; "" when nothing is left. */
export function queryString(query: Query): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== '')
  return pairs.length ? '?' + new URLSearchParams(pairs.map(([key, value]) => [key, String(value)])).toString() : ''
}

function text(body: unknown): string | FormData | undefined {
  if (body instanceof FormData) return body
  return body === undefined ? undefined : JSON.stringify(body)
}

async function readJson(response: Response): Promise<unknown> {
  if (response.status === 204) return null
  try {
    return await response.json()
  } catch {
    return null
  }
}

function asError(status: number, answer: unknown): ApiError {
  const problem = (answer ?? {}) as Partial<Problem>
  const plain = problem.message ?? `HTTP ${status}`
  return new ApiError(
    status,
    problem.code ?? `http_${status}`,
    problem.message_zh ?? (problem.message ? plain : `服务器出错（${status}），请稍后重试`),
    problem.message_en ?? (problem.message ? plain : `The server failed (${status}); try again later`),
    problem.details ?? {},
  )
}
