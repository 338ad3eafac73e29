import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [vue()],
  resolve: { alias: { '@': fileURLToPath(new URL('desk/src', import.meta.url)) } },
  test: { environment: 'jsdom', include: ['{desk,shared}/tests/**/*.test.ts'] },
})
