import { onScopeDispose, type ShallowRef } from 'vue'

/** Closes a floating thing on Escape and on a press outside of it. */
export function useDismiss(root: Readonly<ShallowRef<HTMLElement | null>>, close: () => void): void {
  const onPress = (event: Event) => {
    if (root.value && event.target instanceof Node && !root.value.contains(event.target)) close()
  }
  const onKey = (event: KeyboardEvent) => event.key === 'Escape' && close()
  document.addEventListener('pointerdown', onPress)
  document.addEventListener('keydown', onKey)
  onScopeDispose(() => {
    document.removeEventListener('pointerdown', onPress)
    document.removeEventListener('keydown', onKey)
  })
}
