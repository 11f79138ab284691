// Who may import whom: the table in docs/guides/house.md, as rules. A folder may import itself and what is listed; all else
// that lies in src is forbidden, so a new folder can reach nothing until it has a row here.
const walls = require('./tests/architecture/walls.json')
const inside = (folder) => `^src/${folder}(/|\\.ts)`

const rules = Object.entries(walls).map(([folder, allowed]) => ({
  name: `${folder.replace('/', '-')}-keeps-to-its-walls`,
  severity: 'error',
  from: { path: inside(folder), pathNot: '\\.test\\.tsx?$' },
  to: { path: '^src/', pathNot: [folder, ...allowed].map(inside) },
}))

module.exports = {
  forbidden: [
    ...rules,
    {
      name: 'features-do-not-know-each-other',
      severity: 'error',
      from: { path: '^src/features/([^/]+)/' },
      to: { path: '^src/features/', pathNot: '^src/features/$1/' },
    },
    {
      name: 'domain-is-pure',
      comment:
        'No I/O, no framework: the same code runs in the browser. zod only in schema files, which stay out of it.',
      severity: 'error',
      from: { path: '^src/domain/', pathNot: '\\.(schema|test)\\.ts$' },
      to: { pathNot: '^src/domain/' },
    },
    {
      name: 'schemas-stay-out-of-the-browser',
      severity: 'error',
      from: { path: '\\.browser\\.ts$' },
      to: { path: '(\\.schema\\.ts$|node_modules/(zod|temporal-polyfill|pg|kysely)/)', reachable: true },
    },
    {
      name: 'ui-draws-and-nothing-else',
      severity: 'error',
      from: { path: '^src/ui/', pathNot: '\\.test\\.tsx?$' },
      to: { path: 'node_modules', pathNot: 'node_modules/(hono|nhsuk-frontend|d3-[a-z]+)/' },
    },
    { name: 'no-circles', severity: 'error', from: { path: '^src/' }, to: { circular: true } },
    { name: 'nothing-missing', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'product-does-not-know-its-tests',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^(tests|bench|torture)/' },
    },
    {
      name: 'product-needs-no-test-tools',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.test\\.tsx?$' },
      to: { dependencyTypes: ['npm-dev'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.js'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
}
