import type { Feature, FeatureCollection, LineString, MultiLineString, Point, Position } from 'geojson'
import { stopMark, type RouteView } from './day'

function collection<G extends LineString | MultiLineString | Point>(features: Feature<G>[]): FeatureCollection<G> {
  return { type: 'FeatureCollection', features }
}

/** The streets driven; without a stored path, straight lines from stop to stop, marked as such. */
export function routeFeatures(views: RouteView[]): FeatureCollection<LineString | MultiLineString> {
  return collection(
    views.flatMap((view) => {
      const geometry = view.route.path?.coordinates.length ? view.route.path : straight(view)
      if (!geometry) return []
      const properties = { route: view.id, number: view.number, colour: view.colour, estimated: !view.route.path }
      return [{ type: 'Feature' as const, geometry, properties }]
    }),
  )
}

function straight(view: RouteView): LineString | null {
  const { base, stops } = view.route
  const home: Position[] = base ? [[base.lon, base.lat]] : []
  const coordinates = [...home, ...stops.map((stop) => [stop.lon, stop.lat]), ...home]
  return coordinates.length > 1 ? { type: 'LineString', coordinates } : null
}

export function stopFeatures(views: RouteView[]): FeatureCollection<Point> {
  return collection(
    views.flatMap((view) =>
      view.route.stops.map((stop) => ({
        type: 'Feature' as const,
        geometry: { type: 'Point' as const, coordinates: [stop.lon, stop.lat] },
        properties: {
          stop: stop.id,
          route: view.id,
          seq: String(stop.seq),
          colour: view.colour,
          mark: stopMark(stop),
          visits: stop.visits.length,
        },
      })),
    ).map((feature, index) => ({ ...feature, properties: { ...feature.properties, depth: -index } })),
  )
}

/** One plate with its number for each route, in the middle of the longest leg, where it covers no stop. */
export function plateFeatures(views: RouteView[]): FeatureCollection<Point> {
  return collection(
    views.flatMap((view) => {
      const legs = view.route.path?.coordinates ?? [straight(view)?.coordinates ?? []]
      const longest = legs.reduce<Position[]>((best, leg) => (length(leg) > length(best) ? leg : best), [])
      const coordinates = longest[Math.floor(longest.length / 2)]
      if (!coordinates) return []
      const properties = { route: view.id, number: view.number, colour: view.colour }
      return [{ type: 'Feature' as const, geometry: { type: 'Point' as const, coordinates }, properties }]
    }),
  )
}

/** Only for comparing: degrees of longitude are counted as degrees of latitude. */
function length(leg: Position[]): number {
  return leg.slice(1).reduce((sum, [lon = 0, lat = 0], index) => {
    const [before = 0, below = 0] = leg[index] ?? []
    return sum + Math.hypot(lon - before, lat - below)
  }, 0)
}

/** Where technicians set out from, one point for those who share a base. */
export function baseFeatures(views: RouteView[]): FeatureCollection<Point> {
  const bases = new Map(
    views.flatMap(({ route: { base } }) => (base ? [[`${base.lon},${base.lat}`, base] as const] : [])),
  )
  return collection(
    [...bases.values()].map((base) => ({
      type: 'Feature' as const,
      geometry: { type: 'Point' as const, coordinates: [base.lon, base.lat] },
      properties: { name: base.name },
    })),
  )
}

export type Box = [west: number, south: number, east: number, north: number]

/** The smallest box around the routes' stops, bases and paths; null when there is nothing. */
export function boxOf(views: RouteView[]): Box | null {
  const points = views.flatMap(({ route }) => [
    ...route.stops.map((stop): Position => [stop.lon, stop.lat]),
    ...(route.base ? [[route.base.lon, route.base.lat]] : []),
    ...(route.path?.coordinates.flat() ?? []),
  ])
  if (points.length === 0) return null
  return points.reduce<Box>(
    ([west, south, east, north], [lon = 0, lat = 0]) => [
      Math.min(west, lon),
      Math.min(south, lat),
      Math.max(east, lon),
      Math.max(north, lat),
    ],
    [180, 90, -180, -90],
  )
}
