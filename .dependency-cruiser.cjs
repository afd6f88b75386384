const only = (name, folder) => ({
  name: `${name}-has-one-home`,
  severity: 'error',
  comment: `${name} is used in ${folder}: say through a port what you need of it`,
  from: { path: '^src/', pathNot: [`^${folder}`] },
  to: { path: `node_modules/${name}/` },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      comment: 'Nothing uses this module: delete it, or use it',
      from: { orphan: true, pathNot: '^src/main[.]ts$' },
      to: {},
    },
    {
      name: 'core-is-pure',
      severity: 'error',
      comment: 'core/ imports only core/ and the pure parsers',
      from: { path: '^src/core/' },
      to: {
        pathNot: [
          '^src/core/',
          'node_modules/(mdast-util-from-markdown|@types/mdast|fastest-levenshtein|strip-ansi|unbash|diff)/',
        ],
      },
    },
    {
      name: 'core-subjects-by-their-index',
      severity: 'error',
      comment: 'From outside its folder a core subject is imported by its index.ts',
      from: { path: '^src/(?!core/)' },
      to: { path: '^src/core/(task|session|gate|attempt|prompt|operator|permission)/(?!index[.]ts$)' },
    },
    {
      name: 'app-knows-core-only',
      severity: 'error',
      comment: 'app/ speaks to the outside through app/ports/',
      from: { path: '^src/app/' },
      to: { pathNot: ['^src/app/', '^src/core/'] },
    },
    {
      name: 'adapters-stand-alone',
      severity: 'error',
      comment: 'An adapter knows app/ and core/, never another adapter, config/ or compose.ts',
      from: { path: '^src/adapters/([^/]+)/' },
      to: { path: '^src/', pathNot: ['^src/adapters/$1/', '^src/(app|core)/'] },
    },
    {
      name: 'config-stands-alone',
      severity: 'error',
      comment: 'config/ knows the texts and words of core/, nothing else of the program',
      from: { path: '^src/config/' },
      to: { path: '^src/', pathNot: ['^src/config/', '^src/core/'] },
    },
    {
      name: 'only-commands-compose',
      severity: 'error',
      comment:
        'main.ts runs a command, a command composes the program; nothing else knows how it is put together',
      from: { path: '^src/', pathNot: ['^src/main[.]ts$', '^src/commands/'] },
      to: { path: '^src/(compose[.]ts$|commands/)' },
    },
    {
      name: 'the-demo-is-outside',
      severity: 'error',
      comment: 'The scripted model is the other side of the network: only the demo command starts it',
      from: { path: '^src/', pathNot: ['^src/demo/', '^src/commands/demo[.]ts$'] },
      to: { path: '^src/demo/' },
    },
    { name: 'src-never-imports-tests', severity: 'error', from: { path: '^src/' }, to: { path: '^tests/' } },
    {
      name: 'no-dev-dependencies',
      severity: 'error',
      from: { path: '^src/' },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'unknown'],
        pathNot: 'node_modules/@types/mdast/',
      },
    },
    only('execa', 'src/adapters/(claude|git)/'),
    only('lowdb', 'src/adapters/storage/'),
    only('winston', 'src/adapters/logging/'),
    only('mdast-util-from-markdown', 'src/core/task/'),
    only('unbash', 'src/core/permission/'),
    only('diff', 'src/core/permission/'),
    only('yaml', 'src/config/'),
    only('dotenv', 'src/config/'),
    only('@inquirer/core', 'src/adapters/terminal/'),
    only('log-update', 'src/adapters/terminal/'),
    only('grammy', 'src/adapters/telegram/'),
    only('@grammyjs/parse-mode', 'src/adapters/telegram/'),
    only('express', 'src/adapters/webhook/'),
    only('express-rate-limit', 'src/adapters/webhook/'),
    only('helmet', 'src/adapters/webhook/'),
    only('prom-client', 'src/adapters/metrics/'),
    only('commander', 'src/main[.]ts$'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
    },
    reporterOptions: { mermaid: { minify: false } },
  },
};
