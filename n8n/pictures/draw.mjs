// Draws the picture of every workflow beside it.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { pictureOf } from './picture.mjs';

const folder = new URL('../../n8n-workflows/', import.meta.url);
for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
  const workflow = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
  writeFileSync(new URL(`pictures/${file.replace(/json$/, 'svg')}`, folder), pictureOf(workflow));
}
