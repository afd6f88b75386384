import { statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readIfThere, replaceFile } from './durable.ts';
import { complaintIn, GitTrouble } from './git-trouble.ts';
import { asRecords, rawPath, recordsOf, type RawPath } from './raw-path.ts';
import { whatStands } from './what-stands.ts';
import type { Workshop } from './workshop.ts';

/** The working tree as it is in the scratch index. */
export interface Seen {
  readonly tree: string;
  /** Repositories inside that have no commit yet. */
  readonly unborn: readonly RawPath[];
  /** What the operator's index has although it is ignored. */
  readonly forced: readonly RawPath[];
}

/**
 * Brings the scratch index to what is on the disk, and writes its tree. It stays between two looks, so that only files
 * that changed are read; and a path that is in it stays in it when it becomes ignored meanwhile (an attempt may write
 * ignore rules), until `forgetIgnored`.
 */
export async function see(shop: Workshop): Promise<Seen> {
  await ofTheseOwnPaths(shop);
  try {
    return await lookOnce(shop);
  } catch (error) {
    // Objects that no ref holds may have been pruned, and then the index names what is no longer there.
    if (!(error instanceof GitTrouble) || !/invalid object|error building trees/.test(error.message))
      throw error;
    await rm(shop.own.index, { force: true });
    return lookOnce(shop);
  }
}

async function lookOnce(shop: Workshop): Promise<Seen> {
  const [forced, unborn] = await Promise.all([forcedIn(shop), addAll(shop)]);
  await addThese(shop, forced);
  return { tree: (await shop.own.git(['write-tree'])).out.trim(), unborn, forced };
}

/** Asked again only when the operator's index is another one. */
async function forcedIn({ repository, ownPaths, memory }: Workshop): Promise<readonly RawPath[]> {
  const key = ageOf(repository.index);
  if (memory.forced?.key === key) return memory.forced.paths;
  const { out } = await repository.git(['ls-files', '-z', '-ci', '--exclude-standard']);
  const paths = recordsOf(out).filter((path) => !ownPaths.has(path));
  memory.forced = { key, paths };
  return paths;
}

function ageOf(path: string): string {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats === undefined ? '' : `${stats.ino} ${stats.size} ${stats.mtimeNs}`;
}

/** Takes paths out of the scratch index; the disk is not touched. */
export async function forget(
  { own }: Workshop,
  paths: readonly RawPath[],
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  if (paths.length === 0) return;
  await own.git(['update-index', '-z', '--force-remove', '--stdin'], { env, input: asRecords(paths) });
}

/**
 * Paths leave that are ignored, not tracked, and were so already at the last call: one that is ignored only since the
 * last attempt still belongs to its evidence. Resolves with whether any has left.
 */
export async function forgetIgnored(shop: Workshop, { tree, forced }: Seen): Promise<boolean> {
  if (shop.memory.withoutIgnored === tree) return false;
  const list = join(shop.own.folder, 'ignored');
  const before = (await readIfThere(list)) ?? '';
  const tracked = new Set(forced);
  const { out } = await shop.own.git(['ls-files', '-z', '-ci', '--exclude-standard']);
  const paths = recordsOf(out).filter((path) => !tracked.has(path));
  if (paths.length === 0) shop.memory.withoutIgnored = tree;
  const known = new Set(recordsOf(Buffer.from(before, 'base64').toString('latin1')));
  const gone = paths.filter((path) => known.has(path));
  await forget(shop, gone);
  const left = asRecords(paths.filter((path) => !known.has(path)));
  const text = left === '' ? '' : Buffer.from(left, 'latin1').toString('base64');
  if (text !== before) await replaceFile(list, text, false);
  return gone.length > 0;
}

/** Other paths are Greenlight's own than when the index was made: then it is made anew. */
async function ofTheseOwnPaths({ own, ownPaths }: Workshop): Promise<void> {
  const note = join(own.folder, 'own-paths');
  const paths = JSON.stringify(ownPaths.pathspecs);
  if ((await readIfThere(note)) === paths) return;
  await rm(own.index, { force: true });
  await replaceFile(note, paths, false);
}

/** Resolves with repositories that have no commit yet. */
async function addAll(shop: Workshop): Promise<readonly RawPath[]> {
  const args = ['add', '-A', '--ignore-errors', '--', '.', ...shop.ownPaths.pathspecs];
  const added = await shop.own.git(args, { allow: [1, 128] });
  const closed = /^warning: could not open directory '(.*)': (.*)$/m.exec(added.err);
  if (closed !== null)
    throw new GitTrouble(`The folder ${closed[1] ?? ''} cannot be read: ${closed[2] ?? ''}.`);
  if (added.code === 0) return [];
  const { special, unborn, rest } = sorted(added.err);
  if (/^(?:error|fatal): /m.test(rest))
    throw new GitTrouble(`The working tree of ${shop.repository.top} cannot be kept: ${complaintIn(rest)}.`);
  // A FIFO, say, where a file was: the file is gone.
  await forget(shop, special);
  return special.length === 0 ? unborn : addAll(shop);
}

const SPECIAL = /^error: ([\s\S]*?): can only add regular files, symbolic links or git-directories$/gm;
const UNBORN = /^error: '([\s\S]*?)\/' does not have a commit checked out$/gm;

function sorted(err: string): {
  readonly special: readonly RawPath[];
  readonly unborn: readonly RawPath[];
  readonly rest: string;
} {
  const named = (pattern: RegExp) => [...err.matchAll(pattern)].map(([, path = '']) => rawPath(path));
  const known = [SPECIAL, UNBORN].reduce((left, pattern) => left.replaceAll(pattern, ''), err);
  const rest = known.replace(/^fatal: (?:adding|updating) files failed$/m, '');
  return { special: named(SPECIAL), unborn: named(UNBORN), rest };
}

/** Only what is a file or a link on the disk; all else is no part of a tree. */
export async function addThese(
  { repository, own, ownPaths }: Workshop,
  paths: readonly RawPath[],
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const there = paths.filter(
    (path) => !ownPaths.has(path) && whatStands(repository.top, path).kind === 'file',
  );
  if (there.length === 0) return;
  const args = ['update-index', '-z', '--add', '--replace', '--stdin'];
  await own.git(args, { env, input: asRecords(there) });
}
