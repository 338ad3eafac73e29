import type { Demo, Me } from '@roundsman/shared/api'
import { ApiError } from '@roundsman/shared/client'
import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import * as api from '@/api'
import { adoptLanguage } from '@/i18n'

/** Who is logged in, and whether this is a demonstration. */
export const useSession = defineStore('session', () => {
  const me = shallowRef<Me | null>(null)
  const demo = shallowRef<Demo | null>(null)
  const expired = ref(false)

  async function readMe(): Promise<void> {
    me.value = await api.me()
    adoptLanguage(me.value.locale)
  }

  /** Asks the server who we are; false when nobody is logged in. */
  async function restore(): Promise<boolean> {
    if (me.value) return true
    try {
      await readMe()
      return true
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return false
      throw error
    }
  }

  async function readDemo(): Promise<void> {
    demo.value ??= await api.demo().catch(() => null)
  }

  async function logIn(email: string, password: string): Promise<void> {
    await api.logIn(email, password)
    await readMe()
    expired.value = false
  }

  /** The code after the password. */
  async function confirm(step: api.SecondStep, code: string): Promise<void> {
    await api.sendCode(step, code)
    await readMe()
    expired.value = false
  }

  async function logOut(): Promise<void> {
    await api.logOut().catch(() => undefined)
    me.value = null
  }

  /** The server has forgotten us. */
  function forget(): void {
    // Several requests may be told at once; only the first still knows that somebody was here.
    if (me.value) expired.value = true
    me.value = null
  }

  const may = (permission: string) => me.value?.permissions.includes(permission) ?? false

  return { me, demo, expired, restore, readDemo, logIn, confirm, logOut, forget, may }
})
