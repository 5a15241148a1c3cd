import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { firstScreen } from './build/first-screen.ts'
import { slimContract } from './build/slim-contract.ts'

/** Where `npm run dev` finds the server. */
const server = process.env.YOUWEN_SERVER ?? 'http://127.0.0.1:8100'

const shell = firstScreen([
  '/src/app/Inside.tsx',
  '/src/app/routes/LoginRoute.tsx',
  '/src/app/routes/DeskRoute.tsx',
  '/src/features/conversation/chat/ChatPane.tsx',
  '/src/texts/zh-CN/index.ts',
])

export default defineConfig({
  plugins: [
    slimContract(),
    react(),
    shell.plugin,
    VitePWA({
      registerType: 'autoUpdate',
      injectRegister: false,
      manifest: {
        id: '/',
        name: '有问 Youwen',
        short_name: '有问',
        description: '在线客服工作台',
        lang: 'zh-CN',
        start_url: '/desk',
        scope: '/',
        display: 'standalone',
        background_color: '#f3f4f8',
        theme_color: '#4457d9',
        icons: [
          { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
          { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
      workbox: {
        globPatterns: ['**/*.{js,css,html,svg}'],
        // A release is not loaded whole by everybody: what the first screen takes is there at once, the rest when it is used.
        manifestTransforms: [
          async (entries) => ({ manifest: entries.filter(({ url }) => shell.isPart(url)), warnings: [] }),
        ],
        runtimeCaching: [
          {
            // Their names carry a hash: what was loaded once is right for ever.
            urlPattern: ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith('/assets/'),
            handler: 'CacheFirst',
            options: { cacheName: 'assets', expiration: { maxEntries: 300, purgeOnQuotaError: true } },
          },
        ],
        // Everything that the server answers itself must never be answered with the console's page.
        navigateFallbackDenylist: [/^\/(api|realtime|files|chat|appointment\/|demo|docs|w\.js|healthz|readyz|metrics)/],
        cleanupOutdatedCaches: true,
        // A new version serves from the next loading on, also where the desk is never closed.
        skipWaiting: true,
        clientsClaim: true,
        importScripts: ['/push-worker.js'],
        // The one above is fetched by the browser itself whenever the worker is.
        globIgnores: ['push-worker.js'],
      },
    }),
  ],
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
  server: {
    proxy: {
      '/api': server,
      '/files': server,
      '/realtime': { target: server, ws: true },
    },
  },
})
