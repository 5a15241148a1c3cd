// Which way imports point (docs/architecture.md says why). `npm run check` runs it; scripts/boundaries.test.mjs plants a
// violation of each rule and sees it found.
const module_ = '^apps/server/src/modules/([^/]+)/'

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

export default {
  forbidden: [
    rule(
      'everything-resolves',
      'An import that leads nowhere hides what it would have been checked for.',
      {},
      {
        couldNotResolve: true,
      },
    ),
    rule('no-circles', 'Publish an event or pass a function instead.', {}, { circular: true }),
    rule(
      'modules-meet-at-index',
      'A module uses another one through its index.ts only.',
      { path: module_ },
      {
        path: module_,
        pathNot: ['^apps/server/src/modules/$1/', '^apps/server/src/modules/[^/]+/index\\.ts$'],
      },
    ),
    rule(
      'platform-knows-no-domain',
      'Technology serves every module alike.',
      { path: '/src/platform/' },
      {
        path: '/src/modules/',
      },
    ),
    rule(
      'sql-lives-in-stores',
      'Queries stand in store.ts, view.ts or a folder of that name.',
      { path: module_, pathNot: '/(store|view)(/|\\.ts)|\\.test\\.ts$' },
      { path: 'node_modules/kysely' },
    ),
    rule(
      'adapters-only-translate',
      'A channel adapter knows its platform and the adapter interface, nothing else of the server.',
      { path: '/modules/channel/adapters/([^/]+)/' },
      {
        path: '^apps/server/',
        pathNot: ['/channel/adapters/$1/', '/channel/(adapter|conformance)\\.ts$', '/platform/(errors|http-client)'],
      },
    ),
    rule(
      'contract-is-a-leaf',
      'The contract depends on nobody of ours.',
      { path: '^packages/contract/' },
      {
        path: '^(apps|packages/(?!contract/))',
      },
    ),
    rule(
      'features-do-not-meet',
      'A console feature shares through src/ outside features/.',
      { path: '^apps/console/src/features/([^/]+)/' },
      { path: '^apps/console/src/features/', pathNot: '/features/$1/' },
    ),
    rule(
      'browsers-know-no-server',
      'What runs in a browser gets everything through the contract.',
      { path: '^(apps/(console|widget)|packages/sdk)/' },
      { path: '^apps/server/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|data)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.d.ts'],
    },
  },
}
