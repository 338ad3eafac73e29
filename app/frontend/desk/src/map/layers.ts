import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import { boldFont } from './base'
import { dueColours } from './palette'

const colour: ExpressionSpecification = ['get', 'colour']
const hovered: ExpressionSpecification = ['boolean', ['feature-state', 'hovered'], false]
const due: ExpressionSpecification = ['coalesce', ['get', 'state'], 'due']
const byDue = (done: unknown, soon: unknown, late: unknown, lapsed: unknown) =>
  ['match', due, 'done', done, 'late', late, 'lapsed', lapsed, soon] as unknown as ExpressionSpecification

/** Customers as dots; on the coarse grid one dot stands for `n` of them. */
export const customerLayer: LayerSpecification = {
  id: 'customers',
  type: 'circle',
  source: 'customers',
  'source-layer': 'customer',
  layout: {
    visibility: 'none',
    'circle-sort-key': byDue(0, 1, 2, 3),
  },
  paint: {
    'circle-color': byDue(dueColours.done, dueColours.due, dueColours.late, dueColours.lapsed),
    'circle-opacity': 0.8,
    'circle-stroke-color': '#fff',
    'circle-stroke-width': ['interpolate', ['linear'], ['zoom'], 12, 0, 15, 1],
    'circle-radius': [
      'interpolate',
      ['linear'],
      ['zoom'],
      8,
      ['min', 7, ['+', 1.2, ['*', 0.3, ['sqrt', ['coalesce', ['get', 'count'], 1]]]]],
      11.5,
      ['min', 10, ['+', 1.5, ['*', 0.6, ['sqrt', ['coalesce', ['get', 'count'], 1]]]]],
      12,
      byDue(2, 2.4, 3.2, 3.8),
      16,
      byDue(4, 4.5, 6, 7),
    ] as ExpressionSpecification,
  },
}

/** Outlines of the units, below everything that matters more. */
export const territoryLayer: LayerSpecification = {
  id: 'territory',
  type: 'line',
  source: 'territories',
  'source-layer': 'territory',
  paint: { 'line-color': '#7a6f9b', 'line-width': 1.4, 'line-dasharray': [4, 3], 'line-opacity': 0.7 },
}

export const routeLayers: LayerSpecification[] = [
  {
    id: 'route-case',
    type: 'line',
    source: 'routes',
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': '#fff', 'line-width': ['interpolate', ['linear'], ['zoom'], 10, 4, 15, 8], 'line-opacity': 0.85 },
  },
  {
    id: 'route-line',
    type: 'line',
    source: 'routes',
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: {
      'line-color': colour,
      'line-width': [
        'interpolate',
        ['linear'],
        ['zoom'],
        10,
        ['case', hovered, 4, 2.2],
        15,
        ['case', hovered, 7, 4.4],
      ],
    },
  },
  {
    id: 'route-arrow',
    type: 'symbol',
    source: 'routes',
    minzoom: 13,
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 110,
      'icon-image': ['concat', 'arrow:', colour],
      'icon-size': 0.5,
      'icon-padding': 0,
      'icon-ignore-placement': true,
    },
  },
]

export const stopLayers: LayerSpecification[] = [
  {
    id: 'base-point',
    type: 'symbol',
    source: 'bases',
    layout: { 'icon-image': 'base', 'icon-size': 0.5, 'icon-allow-overlap': true },
  },
  {
    id: 'stop-circle',
    type: 'circle',
    source: 'stops',
    paint: {
      'circle-color': ['match', ['get', 'mark'], 'done', '#fff', colour] as unknown as ExpressionSpecification,
      'circle-stroke-color': [
        'match',
        ['get', 'mark'],
        'done',
        colour,
        'overdue',
        '#16242f',
        '#fff',
      ] as unknown as ExpressionSpecification,
      'circle-stroke-width': ['match', ['get', 'mark'], 'open', 1.4, 2.2],
      'circle-radius': [
        'interpolate',
        ['linear'],
        ['zoom'],
        9,
        ['case', hovered, 5, 2],
        12,
        ['case', hovered, 8, 4],
        14,
        ['case', hovered, 10, 6.5],
        16,
        ['case', hovered, 13, 10],
      ],
    },
  },
  {
    id: 'stop-number',
    type: 'symbol',
    source: 'stops',
    minzoom: 13,
    layout: {
      'text-field': ['get', 'seq'],
      'text-font': boldFont,
      'text-size': ['interpolate', ['linear'], ['zoom'], 13, 9, 16, 12],
      'text-padding': 1,
      // What lies on top keeps its number; a covered stop shows its own when there is room.
      'symbol-sort-key': ['get', 'depth'],
    },
    paint: { 'text-color': ['match', ['get', 'mark'], 'done', colour, '#fff'] as unknown as ExpressionSpecification },
  },
  {
    id: 'route-number',
    type: 'symbol',
    source: 'plates',
    layout: {
      'icon-image': ['concat', 'route:', ['get', 'number'], ':', colour],
      'icon-size': 0.5,
      'icon-allow-overlap': true,
    },
  },
]
