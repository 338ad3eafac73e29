/** The fields of a thing that people read: no ids, no empty ones, no nested ones. */
export function facts(thing: Record<string, unknown>): [string, string][] {
  return Object.entries(thing)
    .filter(([key, value]) => !/(^|_)id$/.test(key) && value !== null && value !== '' && typeof value !== 'object')
    .map(([key, value]) => [key, String(value).replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d).*$/, '$1 $2')])
}
