/**
 * Route colours that people with a colour-vision deficiency can tell apart (Okabe-Ito and Tol "muted", the pale ones
 * left out for a light map). Colour never stands alone: each route also carries its number.
 */
export const routeColours = [
  '#0072b2',
  '#d55e00',
  '#117733',
  '#aa4499',
  '#b8860b',
  '#332288',
  '#882255',
  '#1f8f8f',
  '#c2395f',
  '#5b7f1f',
  '#6f4fb3',
  '#7a4b2a',
] as const

export function routeColour(index: number): string {
  return routeColours[((index % routeColours.length) + routeColours.length) % routeColours.length] as string
}

/** Due states of customers: hue and size both grow with urgency. */
export const dueColours = { done: '#8fb3a3', due: '#4a7fb5', late: '#e08a1e', lapsed: '#b3261e' } as const
export type DueState = keyof typeof dueColours
export const dueStates = Object.keys(dueColours) as DueState[]
