import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

const server = process.env['ROUNDSMAN_SERVER'] ?? 'http://127.0.0.1:8080'
const own = Object.fromEntries(['/api', '/login', '/logout', '/tiles'].map((path) => [path, server]))

export default defineConfig({
  plugins: [vue()],
  resolve: { alias: { '@': fileURLToPath(new URL('src', import.meta.url)) } },
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    // The map library alone is over the default; it is loaded only where a map is shown.
    chunkSizeWarningLimit: 1200,
    // Everything stays a file of its own: the content security policy allows no inline data beside images.
    assetsInlineLimit: 0,
  },
  server: { proxy: own },
})
