import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkWorkflows } from './check-workflows.mjs';
import { loadN8n } from './n8n-nodes.mjs';
import { probes } from './probes.mjs';

const shipped = fileURLToPath(new URL('../../n8n-workflows', import.meta.url));
const paths = process.argv.slice(2);
const files = (paths.length > 0 ? paths : shippedPaths()).map(read);
const n8n = loadN8n();

const faults = checkWorkflows(files, n8n);
for (const fault of faults) console.log(`❌ ${fault}`);
// A check that finds nothing proves something only if it finds what is wrong.
const missed = paths.length > 0 ? [] : probes.filter((probe) => !isFound(probe));
for (const { what } of missed) console.log(`❌ the check itself: ${what} was not found`);
if (faults.length + missed.length === 0)
  console.log(`✅ ${files.length} workflows fit n8n's own descriptions; ${probes.length} broken ones do not`);
process.exitCode = faults.length + missed.length === 0 ? 0 : 1;

function isFound({ file, breakIt, says }) {
  const broken = structuredClone(files);
  breakIt(broken.find((entry) => entry.file === file).workflow);
  return checkWorkflows(broken, n8n).some((fault) => says.test(fault));
}

function shippedPaths() {
  return readdirSync(shipped)
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(shipped, name));
}

function read(path) {
  return { file: basename(path), workflow: JSON.parse(readFileSync(path, 'utf8')) };
}
