import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { install, installationFolder, isInstalled, programsIn } from './installation.mjs';
import { obstacle } from './machine.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = installationFolder();

const reason = isInstalled(folder) ? undefined : obstacle(folder);
// 75: it is the machine's or the network's trouble, not the program's.
if (reason === undefined) process.exitCode = isReady() ? test() : 75;
else console.log(`The test with a real n8n was not run: ${reason}.`);

function isReady() {
  if (isInstalled(folder)) return true;
  console.log(`n8n is installed in ${folder}; that takes some minutes.`);
  try {
    install(folder);
    return true;
  } catch (error) {
    console.log(`❌ n8n could not be installed: ${error.message}. What npm said stands above.`);
    return false;
  }
}

function test() {
  const { node, program } = programsIn(folder);
  const { status } = spawnSync(
    process.execPath,
    [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      join(root, 'node_modules/jest/bin/jest.js'),
      `--config=${join(root, 'n8n/e2e/jest.config.mjs')}`,
      ...process.argv.slice(2),
    ],
    { cwd: root, stdio: 'inherit', env: { ...process.env, N8N_E2E_NODE: node, N8N_E2E_PROGRAM: program } },
  );
  return status ?? 1;
}
