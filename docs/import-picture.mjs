// Writes the picture of who imports whom into architecture.md; with --check it only tells whether it is up to date.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cruise } from 'dependency-cruiser';

const config = createRequire(import.meta.url)('../.dependency-cruiser.cjs');
const file = new URL('architecture.md', import.meta.url);

const { output } = await cruise(['src'], {
  ...config.options,
  includeOnly: '^src',
  collapse: '^src/(adapters/[^/]+|core/[^/]+|[^/]+)',
  outputType: 'mermaid',
});
// The cruiser lists edges in the order in which it meets files.
const lines = String(output).trim().split('\n');
const isEdge = (line) => line.includes('-->');
const sorted = [...lines.filter((line) => !isEdge(line)), ...lines.filter(isEdge).sort()].join('\n');
const picture = `<!-- imports -->\n\n\`\`\`mermaid\n${sorted}\n\`\`\`\n\n<!-- /imports -->`;
const before = readFileSync(file, 'utf8');
const after = before.replace(/<!-- imports -->[^]*<!-- \/imports -->/, () => picture);
if (!process.argv.includes('--check')) writeFileSync(file, after);
else if (after !== before) {
  console.error('docs/architecture.md: the import picture is not up to date: npm run docs');
  process.exit(1);
}
