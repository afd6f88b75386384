import type { RawPath } from './raw-path.ts';
import { recordsOf } from './raw-path.ts';
import type { Workshop } from './workshop.ts';

/** One file of a tree; `mode` as git writes it. */
export interface Entry {
  readonly mode: string;
  readonly id: string;
}

export interface Difference {
  readonly path: RawPath;
  readonly from: Entry | undefined;
  readonly to: Entry | undefined;
}

export const LINK_TO_REPOSITORY = '160000';

/** Path by path, without renames. */
export async function differencesOf(
  { own }: Workshop,
  from: string,
  to: string,
): Promise<readonly Difference[]> {
  if (from === to) return [];
  const records = recordsOf(
    (await own.git(['diff-tree', '-r', '-z', '--raw', '--no-renames', from, to])).out,
  );
  const found: Difference[] = [];
  for (let index = 0; index < records.length; index += 2) {
    const [fromMode = '', toMode = '', fromId = '', toId = ''] = (records[index] ?? '').slice(1).split(' ');
    found.push({ path: records[index + 1] ?? '', from: entry(fromMode, fromId), to: entry(toMode, toId) });
  }
  return found;
}

export const isSame = (one: Entry | undefined, other: Entry | undefined): boolean =>
  one?.id === other?.id && one?.mode === other?.mode;

const entry = (mode: string, id: string): Entry | undefined => (mode === '000000' ? undefined : { mode, id });
