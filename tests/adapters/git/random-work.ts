import { chmodSync, lstatSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';

/** What somebody does to a working tree. */
export type Deed =
  | { readonly do: 'write'; readonly path: string; readonly content: string }
  | { readonly do: 'delete'; readonly path: string }
  | { readonly do: 'rename'; readonly path: string; readonly to: string }
  | { readonly do: 'program'; readonly path: string; readonly yes: boolean }
  | { readonly do: 'link'; readonly path: string; readonly to: string };

export interface RandomCase {
  readonly committed: readonly Deed[];
  readonly staged: readonly Deed[];
  readonly unstaged: readonly Deed[];
  readonly task: readonly Deed[];
  readonly detached: boolean;
}

const PATHS = [
  'a',
  'b.txt',
  'd',
  'd/e',
  'd/f.log',
  'd/g/h',
  'out',
  'out/x',
  'out/y/z',
  'l.log',
  '-n',
  ':(top)x',
  'ü n',
];
const RULES = ['*.log\n', 'out/\n', 'out\n!x\n', '/d\n', 'd/*\n!d/e\n', ''];

const path = fc.constantFrom(...PATHS);
const content = fc.constantFrom('', 'one\n', 'one\ntwo\n', 'three\r\n', '\0\xff', 'x'.repeat(5_000));
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('write' as const), path, content }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('delete' as const), path }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('rename' as const), path, to: path }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('program' as const), path, yes: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('link' as const),
      path,
      to: fc.constantFrom('a', '/nowhere', 'd'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('write' as const),
      path: fc.constantFrom('.gitignore', 'd/.gitignore'),
      content: fc.constantFrom(...RULES),
    }),
  },
);

export const randomCase: fc.Arbitrary<RandomCase> = fc.record({
  committed: fc.array(deed, { maxLength: 6 }),
  staged: fc.array(deed, { maxLength: 3 }),
  unstaged: fc.array(deed, { maxLength: 6 }),
  task: fc.array(deed, { minLength: 1, maxLength: 8 }),
  detached: fc.boolean(),
});

/** What is in the way of a deed goes; one that has nothing to work on does nothing. */
export function perform(top: string, deeds: readonly Deed[]): void {
  for (const each of deeds) {
    const at = join(top, each.path);
    if (each.do === 'write' || each.do === 'link') makeRoom(top, each.path);
    if (each.do === 'write') writeFileSync(at, each.content, 'latin1');
    else if (each.do === 'link') symlinkSync(each.to, at);
    else if (isThere(top, each.path)) change(top, each);
  }
}

function change(top: string, each: Exclude<Deed, { do: 'write' | 'link' }>): void {
  const at = join(top, each.path);
  if (each.do === 'delete') rmSync(at, { recursive: true });
  if (each.do === 'program' && lstatSync(at).isFile()) chmodSync(at, each.yes ? 0o755 : 0o644);
  if (
    each.do !== 'rename' ||
    `${each.to}/`.startsWith(`${each.path}/`) ||
    `${each.path}/`.startsWith(`${each.to}/`)
  )
    return;
  makeRoom(top, each.to);
  renameSync(at, join(top, each.to));
}

function makeRoom(top: string, path: string): void {
  const folders = path
    .split('/')
    .slice(0, -1)
    .map((_, index, names) => names.slice(0, index + 1).join('/'));
  for (const folder of folders)
    if (isThere(top, folder) && !lstatSync(join(top, folder)).isDirectory()) rmSync(join(top, folder));
  mkdirSync(join(top, dirname(path)), { recursive: true });
  rmSync(join(top, path), { recursive: true, force: true });
}

/** Not through a link: what is behind one is not in this place. */
function isThere(top: string, path: string): boolean {
  const folder = dirname(path);
  if (folder !== '.' && !(isThere(top, folder) && lstatSync(join(top, folder)).isDirectory())) return false;
  return lstatSync(join(top, path), { throwIfNoEntry: false }) !== undefined;
}
