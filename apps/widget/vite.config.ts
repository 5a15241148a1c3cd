import { readFileSync } from 'node:fs'
import { defineConfig, type Plugin, type UserConfig } from 'vite'

/** The oldest browsers we promise (and the WeChat and UC web views of their age). `test/age.test.ts` holds us to it. */
const target = ['chrome61', 'safari11']

/** Makes `?.` and `??` short in the syntax of older years. */
const assumptions = { noDocumentAll: true, setPublicClassFields: true }

/** A classic script that runs in a stranger's page. */
const guest = (input: string, fileName: string, compress: object = {}): UserConfig => ({
  publicDir: false,
  oxc: { target: ['es2015', ...target], assumptions },
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    target: ['es2015', ...target],
    minify: 'terser',
    terserOptions: {
      ecma: 2015,
      // Older than what we promise.
      safari10: false,
      compress: { passes: 3, keep_fargs: false, unsafe_arrows: true, ...compress },
      format: { comments: false },
    },
    rolldownOptions: { input, output: { format: 'iife', entryFileNames: fileName } },
  },
})

/** A page of our own: a classic script too, because browsers of that age lack `import()`. */
const page = (name: string): UserConfig => ({
  publicDir: name === 'chat' ? 'public' : false,
  base: `/${name}/`,
  oxc: {
    target,
    assumptions,
    jsx: { runtime: 'automatic', importSource: 'preact' },
  },
  plugins: [plainObjects(), pageFrom(name)],
  build: {
    outDir: `dist/${name}`,
    emptyOutDir: true,
    target,
    cssTarget: target,
    cssCodeSplit: false,
    modulePreload: false,
    assetsInlineLimit: 0,
    minify: 'terser',
    terserOptions: {
      ecma: 2017,
      compress: { passes: 2, pure_getters: true, inline: 1 },
      format: { comments: false },
    },
    rolldownOptions: {
      input: `src/${name}/main.tsx`,
      output: {
        format: 'iife',
        entryFileNames: `assets/${name}-[hash].js`,
        assetFileNames: 'assets/[name]-[hash][extname]',
      },
    },
  },
})

/** `/chat/<site key>` */
const chat: UserConfig = {
  ...page('chat'),
  // Not workers: classic scripts that the chat loads when they are needed (`?worker&url`).
  worker: {
    format: 'iife',
    plugins: () => [plainObjects(), sharedPreact()],
    rolldownOptions: {
      output: {
        entryFileNames: ({ facadeModuleId }) =>
          facadeModuleId?.includes('/rating/') ? 'assets/rating-[hash].js' : 'assets/[name]-[hash].js',
      },
    },
  },
}

/** What is loaded later draws with the Preact that is there already: two would not know each other. */
function sharedPreact(): Plugin {
  const id = '\0shared-preact'
  return {
    name: 'youwen:shared-preact',
    enforce: 'pre',
    resolveId: (name) => (/^preact(\/hooks|\/jsx-runtime)?$/.test(name) ? id : undefined),
    load: (name) =>
      name === id
        ? `export const { jsx, Fragment, useEffect, useLayoutEffect, useRef, useState } = window.youwenLater.preact
           export const jsxs = jsx`
        : undefined,
  }
}

/** The compiler's helpers allow for getters, symbols and sealed objects. Ours are plain: a tenth of the code does. */
const plainHelpers: Record<string, string> = {
  objectSpread2: 'export default Object.assign',
  defineProperty: 'export default (object, key, value) => { object[key] = value; return object }',
}

function plainObjects(): Plugin {
  return {
    name: 'youwen:plain-objects',
    transform: (_code, id) => plainHelpers[/helpers\/esm\/(\w+)\.js$/.exec(id)?.[1] ?? ''],
  }
}

/** Writes `index.html` with the names that the hashed files got. */
function pageFrom(page: string): Plugin {
  return {
    name: 'youwen:page',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const named = (form: RegExp) => `/${page}/${Object.keys(bundle).find((name) => form.test(name))}`
      const source = readFileSync(`src/${page}/index.html`, 'utf8')
        .replace('{{style}}', named(/style-[^/]+\.css$/))
        .replace('{{script}}', named(new RegExp(`${page}-[^/]+\\.js$`)))
      this.emitFile({ type: 'asset', fileName: 'index.html', source })
    },
  }
}

const apps: Record<string, UserConfig> = {
  /** `/w.js`: the button and the page's connection. Leaves one global. */
  // What is said twice costs nothing after gzip: a name for it would.
  loader: guest('src/loader/main.ts', 'w.js', { reduce_funcs: false, hoist_funs: true }),
  /** `/w-panel.js`: what the loader adds when somebody is about to chat. */
  panel: guest('src/panel/main.ts', 'w-panel.js'),
  /** `/w-invite.js`: what the panel adds when somebody is invited. */
  invite: guest('src/invite/main.ts', 'w-invite.js'),
  /** `/w-product.js`: what tells which product a page shows, while its visitor talks. */
  product: guest('src/product/main.ts', 'w-product.js'),
  chat,
  /** `/appointment/<token>` */
  appointment: page('appointment'),
}

export default defineConfig(({ mode }) => apps[mode] ?? chat)
