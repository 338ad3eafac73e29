import 'maplibre-gl/dist/maplibre-gl.css'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import type { MapInfo } from '@roundsman/shared/api'
import type { FeatureCollection, Position } from 'geojson'
import { GeoJSONSource, LngLatBounds, Map, NavigationControl, setWorkerUrl } from 'maplibre-gl'
import { baseStyle, boldFont, labels } from '@/map/base'
import type { Ground } from './types'

setWorkerUrl(workerUrl)

/** A map of coloured ground with its holders' names. */
export class GroundMap {
  readonly map: Map
  private waiting: (() => void)[] = []
  private ready = false

  constructor(container: HTMLElement, info: MapInfo, choose: (key: string | null) => void) {
    this.map = new Map({
      container,
      style: baseStyle(info, window.location.origin),
      bounds: info.bounds ?? undefined,
      fitBoundsOptions: { padding: 24 },
      dragRotate: false,
      pitchWithRotate: false,
      attributionControl: { compact: false },
    })
    this.map.touchZoomRotate.disableRotation()
    this.map.addControl(new NavigationControl({ showCompass: false }), 'top-right')
    this.map.once('load', () => this.furnish(choose))
  }

  private furnish(choose: (key: string | null) => void): void {
    const data: FeatureCollection = { type: 'FeatureCollection', features: [] }
    this.map.addSource('ground', { type: 'geojson', data })
    // Names stand on points of their own: a polygon is named once in every tile it is cut into.
    this.map.addSource('names', { type: 'geojson', data })
    this.map.addLayer({ id: 'ground-fill', type: 'fill', source: 'ground', paint: { 'fill-color': ['get', 'colour'], 'fill-opacity': 0.3 } })
    this.map.addLayer({ id: 'ground-line', type: 'line', source: 'ground', paint: { 'line-color': ['get', 'colour'], 'line-width': 2 } })
    for (const layer of labels) this.map.addLayer(layer)
    this.map.addLayer({
      id: 'ground-name',
      type: 'symbol',
      source: 'names',
      layout: { 'text-field': ['get', 'label'], 'text-font': boldFont, 'text-size': 13, 'text-max-width': 9, 'text-padding': 1 },
      paint: { 'text-color': '#16242f', 'text-halo-color': 'rgba(255,255,255,0.95)', 'text-halo-width': 1.8 },
    })
    this.map.on('click', (event) => {
      const hit = this.map.queryRenderedFeatures(event.point, { layers: ['ground-fill'] })[0]
      choose(hit ? String(hit.properties['key']) : null)
    })
    this.ready = true
    this.waiting.splice(0).forEach((action) => action())
  }

  private soon(action: () => void): void {
    if (this.ready) action()
    else this.waiting.push(action)
  }

  show(grounds: Ground[]): void {
    this.soon(() => {
      const features = grounds.map(({ key, label, colour, outline }) => ({
        type: 'Feature' as const,
        geometry: outline,
        properties: { key, label, colour },
      }))
      ;(this.map.getSource('ground') as GeoJSONSource).setData({ type: 'FeatureCollection', features })
      const names = grounds.flatMap(({ key, label, at }) =>
        at ? [{ type: 'Feature' as const, geometry: { type: 'Point' as const, coordinates: at }, properties: { key, label } }] : [],
      )
      ;(this.map.getSource('names') as GeoJSONSource).setData({ type: 'FeatureCollection', features: names })
      const box = new LngLatBounds()
      for (const { outline } of grounds) for (const at of corners(outline)) box.extend([at[0] as number, at[1] as number])
      if (!box.isEmpty()) this.map.fitBounds(box, { padding: 30, duration: 400 })
    })
  }

  /** Fades all ground but this one; null shows all alike. */
  isolate(key: string | null): void {
    this.soon(() => {
      this.map.setPaintProperty('ground-fill', 'fill-opacity', key === null ? 0.3 : ['case', ['==', ['get', 'key'], key], 0.5, 0.12])
      this.map.setPaintProperty('ground-line', 'line-width', key === null ? 2 : ['case', ['==', ['get', 'key'], key], 3.5, 1])
    })
  }

  remove(): void {
    this.map.remove()
  }
}

function corners(outline: Ground['outline']): Position[] {
  if (outline.type === 'Polygon') return outline.coordinates.flat()
  if (outline.type === 'MultiPolygon') return outline.coordinates.flat(2)
  return []
}
