import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const FILES = ['package.json', 'package-lock.json', '.npmrc'];

/** Outside the project: no tool of the project is to read 2 GB of another one. The name changes with the lock file. */
export function installationFolder() {
  const digest = createHash('sha256')
    .update(readFileSync(join(here, 'package-lock.json')))
    .digest('hex');
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  return process.env.N8N_E2E_FOLDER ?? join(cache, 'greenlight', `n8n-${digest.slice(0, 12)}`);
}

const marker = (folder) => join(folder, 'installed');
export const isInstalled = (folder) => existsSync(marker(folder));

export const programsIn = (folder) => ({
  node: join(folder, `node24/node_modules/node-linux-${process.arch}/bin/node`),
  program: join(folder, 'node_modules/n8n/bin/n8n'),
});

/** Some minutes: two thousand packages, and one of them is compiled. */
export function install(folder) {
  const node24 = join(folder, 'node24');
  for (const [from, to] of [
    ['', folder],
    ['node24', node24],
  ]) {
    mkdirSync(to, { recursive: true });
    for (const file of FILES) copyFileSync(join(here, from, file), join(to, file));
  }
  npm(node24, process.env, 'ci');
  const nodeFolder = join(node24, `node_modules/node-linux-${process.arch}`);
  const env = {
    ...process.env,
    PATH: [join(nodeFolder, 'bin'), process.env.PATH].join(delimiter),
    // Its headers; they would be fetched otherwise.
    npm_config_nodedir: nodeFolder,
    SCARF_ANALYTICS: 'false',
  };
  npm(folder, env, 'ci');
  npm(folder, env, 'rebuild', 'sqlite3', '--ignore-scripts=false');
  writeFileSync(marker(folder), '');
}

function npm(cwd, env, ...args) {
  execFileSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd,
    env,
    stdio: 'inherit',
  });
}
