import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createCheckpoints } from '../dist/adapters/git/checkpoints.js';
import { median } from './workspace.mjs';

const FILES_IN_FOLDER = 100;
const LINES = 40;
/** Files that a task changes, makes and removes, of each. */
const TOUCHED = 10;
/** To change all files takes longer than what is measured. */
const MOST_LARGE = 1;

/**
 * Around an attempt: the state before is kept; after it the working tree is looked at, the changes are counted and the
 * diff is written; against `git add -A && git write-tree` on a scratch index that is empty. Undo: everything is put back
 * and what stood there is kept; against `git checkout` of the same tree.
 */
export async function checkpoint(smoke) {
  const rows = [];
  for (const count of smoke ? [100] : [1_000, 50_000]) rows.push(...(await ofSize(count, smoke ? 1 : 9)));
  return rows;
}

async function ofSize(count, rounds) {
  const root = mkdtempSync(join(tmpdir(), 'greenlight-bench-'));
  try {
    return await measure({ root, top: join(root, 'work'), count, rounds });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

async function measure({ root, top, count, rounds }) {
  const env = { PATH: process.env.PATH, HOME: root };
  const git = (args, more = {}) =>
    execFileSync('git', args, { cwd: top, env: { ...env, ...more }, encoding: 'utf8', stdio: 'pipe' }).trim();
  prepare(top, count, git);
  const checkpoints = createCheckpoints({ directory: top, env, ownPaths: [] });
  const scratch = join(root, 'scratch');
  const took = {
    first: [],
    keep: [],
    evidence: [],
    together: [],
    add: [],
    restore: [],
    checkout: [],
    restoreAll: [],
    checkoutAll: [],
  };
  for (let round = 0; round < rounds; round += 1) {
    took.add.push(
      await timed(() => {
        rmSync(scratch, { force: true });
        git(['add', '-A'], { GIT_INDEX_FILE: scratch });
        return git(['write-tree'], { GIT_INDEX_FILE: scratch });
      }),
    );
    let target;
    const keep = await timed(async () => (target = await checkpoints.keep('bench', `${round}-1`)));
    if (round === 0) took.first.push(keep);
    work(top, round);
    let expected;
    const evidence = await timed(async () => {
      expected = await checkpoints.look();
      await Promise.all([
        checkpoints.changes(target, expected),
        checkpoints.diff(target, expected, join(root, `${round}.diff`), 1_000_000),
      ]);
    });
    took.keep.push(keep);
    took.evidence.push(evidence);
    took.together.push(keep + evidence);
    took.restore.push(await back(checkpoints, target, expected, `few-${round}`));
    // The same way back by git alone, in the operator's own index, which knows the changed files.
    work(top, round);
    git(['add', '-A']);
    took.checkout.push(await timed(() => git(['checkout', '-q', '-f', 'HEAD'])));
    if (round >= MOST_LARGE) continue;
    target = await checkpoints.look();
    changeAll(top, count, round);
    expected = await checkpoints.look();
    // Neither is to wait for what was written before.
    execFileSync('sync');
    took.restoreAll.push(await back(checkpoints, target, expected, `all-${round}`));
    changeAll(top, count, round);
    git(['add', '-A']);
    execFileSync('sync');
    took.checkoutAll.push(await timed(() => git(['checkout', '-q', '-f', 'HEAD'])));
  }
  const row = (what, ours, baseline, name, most) => ({
    what: `${what}, ${count} files`,
    measured: `${median(ours).toFixed(0)} ms`,
    baseline: `${median(baseline).toFixed(0)} ms (${name})`,
    multiple: (median(ours) / median(baseline)).toFixed(2),
    'at most': most,
  });
  const add = 'git add -A, git write-tree';
  return [
    row('first checkpoint', took.first, took.add, add, ''),
    row('checkpoint', took.keep, took.add, add, ''),
    row('evidence', took.evidence, took.add, add, ''),
    row('checkpoint + evidence', took.together, took.add, add, '2'),
    row(`undo of ${3 * TOUCHED} files`, took.restore, took.checkout, 'git checkout -f', ''),
    row('undo of all', took.restoreAll, took.checkoutAll, 'git checkout -f', '2'),
  ];
}

function prepare(top, count, git) {
  mkdirSync(top);
  git(['init', '-q']);
  for (let index = 0; index < count; index += 1) {
    if (index % FILES_IN_FOLDER === 0) mkdirSync(dirname(fileOf(top, index)));
    writeFileSync(fileOf(top, index), `a line of file ${index}\n`.repeat(LINES));
  }
  git(['add', '-A']);
  git(['-c', 'user.name=b', '-c', 'user.email=b@localhost', 'commit', '-q', '-m', 'all']);
}

function work(top, round) {
  mkdirSync(join(top, `made-${round}`));
  for (let index = 0; index < TOUCHED; index += 1) {
    writeFileSync(join(top, `made-${round}`, `${index}.txt`), `made in round ${round}\n`);
    writeFileSync(join(top, 'folder-0', `${index}.txt`), `changed in round ${round}\n`);
    rmSync(join(top, 'folder-0', `${FILES_IN_FOLDER - 1 - index}.txt`));
  }
}

const back = (checkpoints, target, expected, keepAs) =>
  timed(() => checkpoints.restore({ session: 'bench', target, expected, keepAs, force: false }));

function changeAll(top, count, round) {
  for (let index = 0; index < count; index += 1)
    writeFileSync(fileOf(top, index), `all changed in round ${round}, file ${index}\n`.repeat(LINES));
}

const fileOf = (top, index) => join(top, `folder-${Math.floor(index / FILES_IN_FOLDER)}`, `${index}.txt`);

async function timed(call) {
  const start = performance.now();
  await call();
  return performance.now() - start;
}
