import 'maplibre-gl/dist/maplibre-gl.css'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import type { MapInfo } from '@roundsman/shared/api'
import { GeoJSONSource, Map, Marker, NavigationControl, ScaleControl, setWorkerUrl } from 'maplibre-gl'
import type { MapGeoJSONFeature, MapLayerMouseEvent } from 'maplibre-gl'
import { baseStyle, labels } from './base'
import type { RouteView } from './day'
import { baseFeatures, boxOf, plateFeatures, routeFeatures, stopFeatures, type Box } from './features'
import { customerLayer, routeLayers, stopLayers, territoryLayer } from './layers'
import { picture } from './pictures'

setWorkerUrl(workerUrl)

export interface Listeners {
  stop: (stopId: string) => void
  route: (routeId: string) => void
  hover: (stopId: string | null) => void
  customer: (customerId: string) => void
}

const nothing = { type: 'FeatureCollection' as const, features: [] }
const DIMMED = ['route-line', 'route-case'] as const

/** The map of one day: base map, customers, routes, stops. Knows nothing of pages. */
export class DayMap {
  readonly map: Map
  private hovered: string | null = null
  private marker: Marker | null = null
  private waiting: (() => void)[] = []
  private ready = false

  constructor(container: HTMLElement, info: MapInfo, private readonly listeners: Listeners) {
    this.map = new Map({
      container,
      style: baseStyle(info, window.location.origin),
      bounds: info.bounds ?? undefined,
      fitBoundsOptions: { padding: 30 },
      maxZoom: 18.5,
      dragRotate: false,
      pitchWithRotate: false,
      attributionControl: { compact: false },
    })
    this.map.touchZoomRotate.disableRotation()
    this.map.addControl(new NavigationControl({ showCompass: false }), 'top-right')
    this.map.addControl(new ScaleControl({ maxWidth: 90 }), 'bottom-left')
    this.map.setMissingStyleImageResolver((id) => {
      const image = picture(id)
      if (image && !this.map.hasImage(id)) this.map.addImage(id, image)
    })
    this.map.once('load', () => this.furnish())
  }

  /** Runs `action` now, or as soon as the style is there. */
  private soon(action: () => void): void {
    if (this.ready) action()
    else this.waiting.push(action)
  }

  private furnish(): void {
    for (const source of ['routes', 'stops', 'bases', 'plates']) {
      const promoteId = source === 'stops' ? 'stop' : 'route'
      this.map.addSource(source, { type: 'geojson', data: nothing, promoteId })
    }
    for (const layer of [territoryLayer, customerLayer, ...routeLayers, ...labels, ...stopLayers]) this.map.addLayer(layer)
    this.listen()
    this.ready = true
    this.waiting.splice(0).forEach((action) => action())
  }

  private listen(): void {
    const first = (event: MapLayerMouseEvent): MapGeoJSONFeature | undefined => event.features?.[0]
    this.map.on('click', (event) => {
      const hit = this.map.queryRenderedFeatures(event.point, { layers: ['stop-circle', 'customers', 'route-line'] })[0]
      if (!hit) return
      if (hit.layer.id === 'stop-circle') this.listeners.stop(String(hit.properties['stop']))
      else if (hit.layer.id === 'customers') this.listeners.customer(String(hit.properties['id'] ?? ''))
      else this.listeners.route(String(hit.properties['route']))
    })
    this.map.on('mousemove', 'stop-circle', (event) => this.pointAt(first(event)))
    this.map.on('mouseleave', 'stop-circle', () => this.pointAt(undefined))
    for (const layer of ['stop-circle', 'route-line', 'customers']) {
      this.map.on('mouseenter', layer, () => (this.map.getCanvas().style.cursor = 'pointer'))
      this.map.on('mouseleave', layer, () => (this.map.getCanvas().style.cursor = ''))
    }
  }

  private pointAt(feature: MapGeoJSONFeature | undefined): void {
    const id = feature ? String(feature.properties['stop']) : null
    if (id !== this.hovered) this.listeners.hover(id)
  }

  showRoutes(views: RouteView[]): void {
    this.soon(() => {
      this.source('routes').setData(routeFeatures(views))
      this.source('stops').setData(stopFeatures(views))
      this.source('bases').setData(baseFeatures(views))
      this.source('plates').setData(plateFeatures(views))
    })
  }

  /** Fades every route but this one; null shows all alike. */
  isolate(routeId: string | null): void {
    this.soon(() => {
      const only = routeId === null ? null : (['==', ['get', 'route'], routeId] as ['==', ['get', string], string])
      for (const layer of DIMMED) this.map.setPaintProperty(layer, 'line-opacity', only ? ['case', only, 1, 0.12] : 0.9)
      for (const layer of ['stop-circle', 'stop-number', 'route-arrow', 'route-number']) this.map.setFilter(layer, only)
    })
  }

  hover(stopId: string | null): void {
    this.soon(() => {
      if (this.hovered) this.map.setFeatureState({ source: 'stops', id: this.hovered }, { hovered: false })
      this.hovered = stopId
      if (stopId) this.map.setFeatureState({ source: 'stops', id: stopId }, { hovered: true })
    })
  }

  showCustomers(shown: boolean): void {
    this.soon(() => this.map.setLayoutProperty('customers', 'visibility', shown ? 'visible' : 'none'))
  }

  /** Brings the routes into view, leaving room for what floats over the right side. */
  fit(views: RouteView[], animate = true): void {
    const box = boxOf(views)
    if (box) this.soon(() => this.fitBox(box, animate))
  }

  fitBox(box: Box, animate = true): void {
    this.map.fitBounds(box, { padding: 56, maxZoom: 16, animate, duration: 500 })
  }

  reach(lon: number, lat: number): void {
    this.soon(() => this.map.easeTo({ center: [lon, lat], zoom: Math.max(this.map.getZoom(), 15), duration: 500 }))
  }

  /** Points at one place with a pin; null takes it away. */
  pin(at: { lon: number; lat: number } | null): void {
    this.marker?.remove()
    this.marker = at ? new Marker({ color: '#b3261e' }).setLngLat([at.lon, at.lat]).addTo(this.map) : null
    if (at) this.reach(at.lon, at.lat)
  }

  remove(): void {
    this.map.remove()
  }

  private source(name: string): GeoJSONSource {
    return this.map.getSource(name) as GeoJSONSource
  }
}
