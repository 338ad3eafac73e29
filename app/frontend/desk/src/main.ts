import './styles/index.css'
import { createPinia } from 'pinia'
import { createApp, watchEffect } from 'vue'
import App from './App.vue'
import { i18n, language } from './i18n'
import { router } from './router'

document.documentElement.lang = language() === 'zh' ? 'zh-CN' : 'en'
watchEffect(() => {
  const name = router.currentRoute.value.name
  const key = typeof name === 'string' && name !== 'lost' ? (name === 'login' ? 'login.title' : `shell.${name}`) : 'shell.not_found'
  document.title = name ? `${i18n.global.t(key)} · Roundsman` : 'Roundsman'
})
createApp(App).use(createPinia()).use(i18n).use(router).mount('#desk')
