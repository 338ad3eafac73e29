import type { MapInfo, Unit } from '@roundsman/shared/api'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import * as api from '@/api'

const KEPT = 'roundsman.unit'

export interface UnitNode {
  unit: Unit
  depth: number
}

/** Units in the order of their tree, parents first. */
export function inTreeOrder(units: Unit[]): UnitNode[] {
  const known = new Set(units.map((unit) => unit.id))
  const children = new Map<string | null, Unit[]>()
  for (const unit of units) {
    const parent = unit.parent_id && known.has(unit.parent_id) ? unit.parent_id : null
    children.set(parent, [...(children.get(parent) ?? []), unit])
  }
  const walk = (parent: string | null, depth: number): UnitNode[] =>
    (children.get(parent) ?? [])
      .sort((a, b) => a.code.localeCompare(b.code))
      .flatMap((unit) => [{ unit, depth }, ...walk(unit.id, depth + 1)])
  return walk(null, 0)
}

/** The units this person may see, and the one every page is about. */
export const useTerritory = defineStore('territory', () => {
  const units = shallowRef<Unit[]>([])
  const map = shallowRef<MapInfo | null>(null)
  const unitId = ref<string | null>(null)
  /** The day last looked at, so that the map comes back to it. */
  const day = ref<string | null>(null)
  const tree = computed(() => inTreeOrder(units.value))
  const unit = computed(() => units.value.find((each) => each.id === unitId.value) ?? null)

  async function load(wanted: string | null): Promise<void> {
    if (units.value.length === 0) {
      const [answer, info] = await Promise.all([api.units(), api.mapInfo()])
      units.value = answer.items
      map.value = info
    }
    const known = (id: string | null) => units.value.some((each) => each.id === id)
    if (wanted && known(wanted)) unitId.value = wanted
    if (known(unitId.value)) return
    const kept = localStorage.getItem(KEPT)
    unitId.value = known(kept) ? kept : (tree.value[0]?.unit.id ?? null)
  }

  watch(unitId, (id) => id && localStorage.setItem(KEPT, id))

  function forget(): void {
    units.value = []
    unitId.value = null
    day.value = null
  }

  return { units, map, unitId, day, unit, tree, load, forget }
})
