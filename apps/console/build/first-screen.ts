import type { Plugin, Rollup } from 'vite'

type Bundle = Rollup.OutputBundle

/** A chunk with all that it imports at once, and their styles. */
function addWith(bundle: Bundle, fileName: string, found: Set<string>) {
  const chunk = bundle[fileName]
  if (found.has(fileName) || chunk?.type !== 'chunk') return
  found.add(fileName)
  for (const style of chunk.viteMetadata?.importedCss ?? []) found.add(style)
  for (const imported of chunk.imports) addWith(bundle, imported, found)
}

/**
 * What a browser has to load until somebody sees his desk: the page itself, and the modules that are named, with all that
 * they import at once. One that is no module of its own any more ends the build: nobody would notice otherwise.
 */
export function firstScreen(modules: readonly string[]): { plugin: Plugin; isPart(fileName: string): boolean } {
  const found = new Set<string>()
  return {
    isPart: (fileName) => found.has(fileName),
    plugin: {
      name: 'youwen:first-screen',
      enforce: 'post',
      generateBundle(_options, bundle) {
        const chunks = Object.values(bundle).filter((one) => one.type === 'chunk')
        const wanted = [
          ...chunks.filter(({ isEntry }) => isEntry),
          ...modules.map(
            (module) =>
              chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(module)) ??
              this.error(`${module} is no chunk of its own.`),
          ),
        ]
        for (const { fileName } of wanted) addWith(bundle, fileName, found)
        found.add('index.html').add('icon.svg')
      },
    },
  }
}
