import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));
const cache = join(folder, '.cache');
const { package: name, version, integrity } = readJson(join(folder, 'package.json')).descriptions;

/** n8n's files are not ours to ship, so they come from npm, once, to folders that git does not see. */
export function installed() {
  if (!existsSync(join(folder, 'node_modules/n8n-workflow')))
    npm('ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error');
  const nodes = join(cache, `${name}-${version}.json`);
  if (!existsSync(nodes)) fetchDescriptions(nodes);
  return { folder, descriptions: readJson(nodes) };
}

/** The package alone, without the hundreds that it would bring along. */
function fetchDescriptions(path) {
  mkdirSync(cache, { recursive: true });
  npm('pack', `${name}@${version}`, '--pack-destination', cache, '--silent');
  const archive = join(cache, `${name}-${version}.tgz`);
  const digest = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
  if (digest !== integrity)
    throw new Error(
      `${name}@${version} is not the package that package.json names: its digest is ${digest}.`,
    );
  const inside = 'package/dist/types/nodes.json';
  execFileSync('tar', ['-xzf', archive, '-C', cache, '--strip-components=3', inside]);
  renameSync(join(cache, 'nodes.json'), path);
}

function npm(...args) {
  execFileSync('npm', args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}
