// Writes openapi.json from the built program; with --check it only tells whether it is up to date.
import { readFileSync, writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { openApi } from '../dist/adapters/webhook/openapi.js';

const file = new URL('openapi.json', import.meta.url);
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

const after = await format(JSON.stringify(openApi(version)), { parser: 'json', printWidth: 110 });
if (!process.argv.includes('--check')) writeFileSync(file, after);
else if (after !== readFileSync(file, 'utf8')) {
  console.error('docs/openapi.json is not up to date: npm run docs');
  process.exit(1);
}
