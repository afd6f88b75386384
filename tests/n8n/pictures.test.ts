import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';

const folder = new URL('../../n8n-workflows/', import.meta.url);
const module = new URL('../../n8n/pictures/picture.mjs', import.meta.url).href;
const { pictureOf } = (await import(module)) as { pictureOf: (workflow: unknown) => string };

const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8');

it.each(files)('the picture of %s is up to date (else: node n8n/pictures/draw.mjs)', (file) => {
  expect(read(`pictures/${file.replace(/json$/, 'svg')}`)).toBe(pictureOf(JSON.parse(read(file))));
});

it.each(files)('%s has its picture and its words in the README', (file) => {
  const readme = read('README.md');
  expect(readme).toContain(`pictures/${file.replace(/json$/, 'svg')}`);
  expect(readme).toContain(file);
});
