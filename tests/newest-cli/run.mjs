// Runs what is relied on of the Claude CLI against the newest one, beside the pinned one of the other test commands.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = join(here, '../..');
const packageOf = (folder) => join(folder, 'node_modules/@anthropic-ai/claude-code');

const SUITES = [
  { config: 'jest.config.js', paths: ['tests/adapters/claude'] },
  {
    config: 'jest.slow.config.js',
    paths: ['tests/e2e/outcomes', 'tests/e2e/asking', 'tests/adapters/claude/asking'],
  },
];

if (installedVersion() !== wantedVersion()) {
  // (It names a newer Node than it needs: its program is a native one.)
  execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: here, stdio: 'inherit' });
}
const claude = join(packageOf(here), 'bin/claude.exe');
console.log(`Tests with ${execFileSync(claude, ['--version'], { encoding: 'utf8' }).trim()}`);
for (const [n, { config, paths }] of SUITES.entries()) {
  const { status } = spawnSync(
    process.execPath,
    [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      join(root, 'node_modules/jest/bin/jest.js'),
      `--config=${join(root, config)}`,
      ...process.argv.slice(2).map((argument) => argument.replace('%', String(n + 1))),
      ...paths,
    ],
    { cwd: root, stdio: 'inherit', env: { ...process.env, GREENLIGHT_TEST_CLAUDE: claude } },
  );
  if (status !== 0) process.exitCode = 1;
}

function wantedVersion() {
  return JSON.parse(readFileSync(join(here, 'package.json'), 'utf8')).dependencies[
    '@anthropic-ai/claude-code'
  ];
}

function installedVersion() {
  try {
    return JSON.parse(readFileSync(join(packageOf(here), 'package.json'), 'utf8')).version;
  } catch {
    return undefined;
  }
}
