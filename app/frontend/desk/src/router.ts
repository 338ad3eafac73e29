import { createRouter, createWebHistory } from 'vue-router'
import { whenSignedOut } from './api'
import { useSession } from './stores/session'
import { useTerritory } from './stores/territory'

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', redirect: '/map' },
    { path: '/login', name: 'login', component: () => import('./pages/LoginPage.vue'), meta: { open: true } },
    {
      path: '/',
      component: () => import('./pages/ShellPage.vue'),
      children: [
        { path: 'map', name: 'map', component: () => import('./pages/MapPage.vue') },
        { path: 'unplanned', name: 'unplanned', component: () => import('./pages/UnplannedPage.vue') },
        { path: 'coverage', name: 'coverage', component: () => import('./pages/CoveragePage.vue') },
        { path: 'plans', name: 'plans', component: () => import('./pages/PlansPage.vue') },
        { path: 'quarters', name: 'quarters', component: () => import('./pages/QuarterPage.vue') },
        { path: 'staffing', name: 'staffing', component: () => import('./pages/StaffingPage.vue') },
        { path: 'rules', name: 'rules', component: () => import('./pages/RulesPage.vue') },
        { path: 'imports', name: 'imports', component: () => import('./pages/ImportsPage.vue') },
        { path: 'customers/:id?', name: 'customers', component: () => import('./pages/CustomersPage.vue') },
      ],
    },
    { path: '/:rest(.*)*', name: 'lost', component: () => import('./pages/LostPage.vue'), meta: { open: true } },
  ],
})

/** Only a path of our own is a place to return to after the log-in. */
export function returnPath(next: unknown): string {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : '/map'
}

router.beforeEach(async (to) => {
  const session = useSession()
  await session.readDemo()
  if (to.meta['open']) return true
  if (!(await session.restore())) return { name: 'login', query: { next: to.fullPath } }
  await useTerritory().load(typeof to.query['unit'] === 'string' ? to.query['unit'] : null)
  return true
})

whenSignedOut(() => {
  useSession().forget()
  useTerritory().forget()
  const here = router.currentRoute.value
  if (here.matched.length && !here.meta['open']) void router.push({ name: 'login', query: { next: here.fullPath } })
})
