import { expect } from '@jest/globals';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const WRITES = process.env['GREENLIGHT_WRITE_DOCS'] === '1';
const HOW_TO_WRITE =
  'To write it anew: GREENLIGHT_WRITE_DOCS=1 npm run test:slow -- telegram-day evidence-day asking/day';

/** Fails when the file does not hold `content`, or writes it there when it was asked to. */
export function expectKept(name: string, content: (before: string) => string): void {
  const path = join(ROOT, name);
  const before = readIfThere(path);
  const after = content(before);
  if (WRITES) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, after);
  } else if (after !== before) {
    throw new Error(
      `${name} is not as it is printed now.\n${firstDifference(before, after)}\n${HOW_TO_WRITE}`,
    );
  }
}

function firstDifference(before: string, after: string): string {
  const [kept, printed] = [before.split('\n'), after.split('\n')];
  const index = printed.findIndex((line, at) => line !== kept[at]);
  const at = index === -1 ? printed.length : index;
  return `Line ${at + 1}:\n  kept:    ${kept[at] ?? '(no more lines)'}\n  printed: ${printed[at] ?? '(no more lines)'}`;
}

/** The page with `content` between its two markers. */
export const between =
  (marker: string, content: string) =>
  (page: string): string => {
    const place = new RegExp(`<!-- ${marker} -->[^]*<!-- /${marker} -->`);
    expect(page).toMatch(place);
    return page.replace(place, () => `<!-- ${marker} -->\n\n${content}\n\n<!-- /${marker} -->`);
  };

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
