import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { formatFaults, parseTaskFile } from '../../../src/core/task/index.ts';

const folder = new URL('../../fixtures/task-files/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8');
const namesIn = (kind: string): string[] =>
  readdirSync(new URL(kind, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => name.slice(0, -'.md'.length));

/** The same file as another editor would save it. */
const EDITIONS: readonly (readonly [string, (text: string) => string])[] = [
  ['as it is', (text) => text],
  ['with a byte order mark', (text) => `\uFEFF${text}`],
  ['with CRLF', (text) => text.replaceAll('\n', '\r\n')],
  ['without a line break at its end', (text) => text.trimEnd()],
];

describe.each(EDITIONS)('a task file %s', (_, edit) => {
  it.each(namesIn('valid'))('valid/%s.md gives the tasks of valid/%s.json', (name) => {
    const parse = parseTaskFile(edit(read(`valid/${name}.md`)));
    expect(JSON.parse(JSON.stringify(parse).replaceAll('\\r\\n', '\\n'))).toEqual({
      ok: true,
      file: JSON.parse(read(`valid/${name}.json`)) as unknown,
    });
  });

  it.each(namesIn('faulty'))('faulty/%s.md gives the faults of faulty/%s.txt', (name) => {
    const parse = parseTaskFile(edit(read(`faulty/${name}.md`)));
    expect(parse.ok ? '' : formatFaults(`${name}.md`, parse.faults)).toBe(
      read(`faulty/${name}.txt`).trimEnd(),
    );
  });
});
