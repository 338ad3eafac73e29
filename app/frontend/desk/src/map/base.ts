import type { MapInfo } from '@roundsman/shared/api'
import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl'

/** Fonts of labels: the names with a weight are ours (fonts.css), Chinese comes from the system. */
const chinese = ['PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'sans-serif']
export const mediumFont = ['Desk Medium', ...chinese]
export const boldFont = ['Desk Bold', ...chinese]

const streetClass: ExpressionSpecification = ['coalesce', ['get', 'class'], '']
const is = (...classes: string[]): ExpressionSpecification => ['match', streetClass, classes, true, false]
const MAJOR = ['motorway', 'motorway_link', 'trunk', 'trunk_link', 'primary', 'primary_link']
const MIDDLE = ['secondary', 'secondary_link', 'tertiary', 'tertiary_link']
const PATHS = ['footway', 'path', 'pedestrian', 'steps', 'cycleway', 'track', 'bridleway', 'corridor', 'platform']

const minor: ExpressionSpecification = ['match', streetClass, [...MAJOR, ...MIDDLE, ...PATHS], false, true]
const grow = (...stops: number[]): ExpressionSpecification =>
  ['interpolate', ['exponential', 1.6], ['zoom'], ...stops] as ExpressionSpecification

function street(id: string, filter: ExpressionSpecification, colour: string, width: ExpressionSpecification, minzoom = 0): LayerSpecification {
  return {
    id,
    type: 'line',
    source: 'base',
    'source-layer': 'street',
    filter,
    minzoom,
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': colour, 'line-width': width },
  }
}

const ground: LayerSpecification[] = [
  { id: 'ground', type: 'background', paint: { 'background-color': '#f1eee7' } },
  {
    id: 'park',
    type: 'fill',
    source: 'base',
    'source-layer': 'park',
    filter: ['==', ['geometry-type'], 'Polygon'],
    paint: { 'fill-color': '#dfebd6' },
  },
  {
    id: 'water',
    type: 'fill',
    source: 'base',
    'source-layer': 'water',
    filter: ['==', ['geometry-type'], 'Polygon'],
    paint: { 'fill-color': '#c7dfea' },
  },
  {
    id: 'stream',
    type: 'line',
    source: 'base',
    'source-layer': 'water',
    filter: ['==', ['geometry-type'], 'LineString'],
    paint: { 'line-color': '#c7dfea', 'line-width': grow(10, 0.6, 16, 4) },
  },
  {
    id: 'building',
    type: 'fill',
    source: 'base',
    'source-layer': 'building',
    minzoom: 13.5,
    paint: {
      'fill-color': '#e2dcd0',
      'fill-outline-color': '#d0c8b9',
      'fill-opacity': ['interpolate', ['linear'], ['zoom'], 13.5, 0, 14.5, 1],
    },
  },
]

const streets: LayerSpecification[] = [
  {
    id: 'rail',
    type: 'line',
    source: 'base',
    'source-layer': 'rail',
    minzoom: 11,
    paint: { 'line-color': '#c4c2cc', 'line-width': grow(11, 0.6, 16, 2.2), 'line-dasharray': [4, 2] },
  },
  street('street-path', is(...PATHS), '#e3d9c8', grow(14, 0.5, 18, 3), 14.5),
  street('street-minor-case', minor, '#cdc6b9', grow(12, 1, 13, 2, 15, 5, 18, 15), 12),
  street('street-middle-case', is(...MIDDLE), '#c9c1b2', grow(10, 0.9, 13, 3.2, 15, 7.5, 18, 21), 10),
  street('street-major-case', is(...MAJOR), '#d9c69c', grow(8, 1, 12, 3.4, 15, 9.5, 18, 27)),
  street('street-minor', minor, '#ffffff', grow(12, 0.5, 13, 1.2, 15, 3.6, 18, 13), 12),
  street('street-middle', is(...MIDDLE), '#ffffff', grow(10, 0.6, 13, 2.2, 15, 5.8, 18, 18), 10),
  street('street-major', is(...MAJOR), '#fbeecb', grow(8, 0.6, 12, 2.2, 15, 7.5, 18, 24)),
]

const halo = { 'text-halo-color': 'rgba(255,255,255,0.92)', 'text-halo-width': 1.4 }

/** Labels lie above the routes' lines but below the stops. */
export const labels: LayerSpecification[] = [
  {
    id: 'label-street',
    type: 'symbol',
    source: 'base',
    'source-layer': 'street',
    minzoom: 13,
    filter: ['all', ['has', 'name'], ['!', is(...PATHS)]],
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 320,
      'text-field': ['get', 'name'],
      'text-font': mediumFont,
      'text-size': ['interpolate', ['linear'], ['zoom'], 13, 9.5, 15, 11, 18, 13],
      'text-max-angle': 30,
    },
    paint: { 'text-color': '#6b6558', ...halo },
  },
  {
    id: 'label-water',
    type: 'symbol',
    source: 'base',
    'source-layer': 'water',
    minzoom: 12,
    filter: ['all', ['has', 'name'], ['==', ['geometry-type'], 'Polygon']],
    layout: { 'text-field': ['get', 'name'], 'text-font': mediumFont, 'text-size': 11, 'text-max-width': 7 },
    paint: { 'text-color': '#4d7f97', ...halo },
  },
  {
    id: 'label-place',
    type: 'symbol',
    source: 'base',
    'source-layer': 'place',
    filter: ['has', 'name'],
    layout: {
      'text-field': ['get', 'name'],
      'text-font': boldFont,
      'text-size': ['match', streetClass, ['city', 'town'], 15, ['suburb', 'borough', 'village'], 12.5, 11.5],
      'text-max-width': 7,
      'text-padding': 6,
      'symbol-sort-key': ['coalesce', ['get', 'rank'], 9],
    },
    paint: { 'text-color': '#4f5b66', ...halo },
  },
]

/** The map without any outside server: everything comes from our own tiles, no glyph or sprite file is asked for. */
export function baseStyle(info: MapInfo, origin: string): StyleSpecification {
  const tiles = (name: string, version: string) => `${origin}/tiles/${name}/{z}/{x}/{y}.mvt?v=${encodeURIComponent(version)}`
  return {
    version: 8,
    sources: {
      base: {
        type: 'vector',
        tiles: [tiles('base', info.basemap_version)],
        maxzoom: 16,
        attribution: info.attribution,
      },
      territories: { type: 'vector', tiles: [tiles('territories', info.customers_version)], maxzoom: 14 },
      customers: { type: 'vector', tiles: [tiles('customers', info.customers_version)], maxzoom: 16 },
    },
    layers: [...ground, ...streets],
  }
}
