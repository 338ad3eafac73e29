import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import openapi, { astToString } from 'openapi-typescript'
import { expect, test } from 'vitest'

// @vitest-environment node

test('the generated types are those of the description the server commits', async () => {
  const description = join(import.meta.dirname, '../../../web/openapi/desk.json')
  const kept = await readFile(join(import.meta.dirname, '../src/desk-api.d.ts'), 'utf8')
  const fresh = astToString(await openapi(pathToFileURL(description)))
  // The command writes a heading of its own above the same text.
  expect(kept.slice(kept.indexOf('export')), 'run: npm run types').toBe(fresh.slice(fresh.indexOf('export')))
})
