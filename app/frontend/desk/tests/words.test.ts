import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pairs, pick, type Pair, type Pairs } from '@/i18n'

function flat(tree: Pairs, before = ''): [string, Pair][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    Array.isArray(value) ? [[before + key, value as unknown as Pair] as [string, Pair]] : flat(value as Pairs, `${before}${key}.`),
  )
}
const all = flat(pairs)

function files(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? files(path) : [path]
  })
}
const sources = files(join(import.meta.dirname, '../src')).filter((path) => /\.(vue|ts)$/.test(path) && !path.includes('/i18n/'))
const text = sources.map((path) => readFileSync(path, 'utf8')).join('\n')

test('both languages have the same keys', () => {
  const keys = (tree: object): string[] =>
    Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [key] : keys(value).map((each) => `${key}.${each}`)))
  expect(keys(pick(pairs, 'zh'))).toEqual(keys(pick(pairs, 'en')))
})

test('no text is empty, and Chinese texts are Chinese', () => {
  for (const [key, [zh, en]] of all) {
    expect(zh.trim() && en.trim(), key).toBeTruthy()
    if (/[a-z]{4}/i.test(zh.replaceAll(/\{\w+\}/g, ''))) expect(zh, key).toMatch(/[\u4e00-\u9fff]/)
  }
})

test('both languages fill in the same blanks', () => {
  const blanks = (words: string) => [...new Set(words.match(/\{\w+\}/g) ?? [])].sort()
  for (const [key, [zh, en]] of all) expect(blanks(zh), key).toEqual(blanks(en))
})

test('every key that is used is there', () => {
  const known = new Set(all.map(([key]) => key))
  const used = [...text.matchAll(/\bt\(\s*'([\w.]+)'/g)].map((match) => match[1] as string)
  expect(used.length).toBeGreaterThan(50)
  expect(used.filter((key) => !known.has(key))).toEqual([])
})

test('no Chinese stands in the pages themselves', () => {
  const strays = sources.filter((path) => /[\u4e00-\u9fff]/.test(readFileSync(path, 'utf8').replaceAll('中文', '')))
  expect(strays).toEqual([])
})
