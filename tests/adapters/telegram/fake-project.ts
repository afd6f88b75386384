import { createHash } from 'node:crypto';
import type { CareDeps } from '../../../src/app/attempt-care.ts';
import type { Checkpoints, KeptState, TreeChanges, TreeState } from '../../../src/app/ports/checkpoints.ts';
import type { Verification } from '../../../src/core/attempt/index.ts';
import { createFakeEvidenceBook, type FakeEvidenceBook } from '../../helpers/app-fakes.ts';

/** A project in a repository, as far as a chat sees it. */
export interface FakeProject {
  /** Contents by path: who sets one has changed that file. */
  readonly files: Map<string, string>;
  readonly evidence: FakeEvidenceBook;
  /** What the Verify commands come to, attempt by attempt; the last one again and again. */
  readonly verifications: (readonly Verification[])[];
  readonly care: CareDeps;
  /** Why nothing can be brought back. */
  obstacle: string | undefined;
}

type Files = ReadonlyMap<string, string>;

export function createFakeProject(): FakeProject {
  const files = new Map<string, string>([['README.md', 'A shop.']]);
  const evidence = createFakeEvidenceBook();
  const verifications: (readonly Verification[])[] = [];
  const trees = new Map<string, Files>();
  const kept = new Map<string, KeptState>();

  function look(): TreeState {
    const sorted = [...files].sort(([a], [b]) => a.localeCompare(b));
    const tree = createHash('sha1').update(JSON.stringify(sorted)).digest('hex');
    trees.set(tree, new Map(sorted));
    return { tree, head: 'c0ffee', branch: 'main' };
  }
  const filesOf = ({ tree }: TreeState): Files => trees.get(tree) ?? new Map();
  function keep(session: string, name: string): KeptState {
    const state = { ...look(), ref: `refs/greenlight/${session}/${name}`, commit: name };
    kept.set(`${session}/${name}`, state);
    return state;
  }
  const overwritten = ({ target, expected }: Readonly<Record<'target' | 'expected', TreeState>>): string[] =>
    differing(filesOf(target), filesOf(expected)).filter(
      (path) => files.get(path) !== filesOf(expected).get(path),
    );

  const checkpoints: Checkpoints = {
    check: async () => ({ ok: true }),
    look: async () => look(),
    keep: async (session, name) => keep(session, name),
    find: async (session, name) => kept.get(`${session}/${name}`),
    changes: async (from, to) => changesBetween(filesOf(from), filesOf(to)),
    async diff(from, to, path) {
      const text = diffBetween(filesOf(from), filesOf(to));
      evidence.diffs.set(path, text);
      return { bytes: Buffer.byteLength(text), whole: true };
    },
    overwritten: async (states) => overwritten(states),
    async restore({ session, target, expected, keepAs }) {
      if (project.obstacle !== undefined) return { kind: 'refused', sentence: project.obstacle };
      const before = keep(session, keepAs);
      for (const path of differing(filesOf(target), filesOf(expected))) {
        const content = filesOf(target).get(path);
        if (content === undefined) files.delete(path);
        else files.set(path, content);
      }
      return { kind: 'restored', before, after: look() };
    },
    commit: async () => ({ kind: 'nothing' }),
    removeOlderThan: async () => 0,
  };
  const project: FakeProject = {
    files,
    evidence,
    verifications,
    obstacle: undefined,
    care: {
      checkpoints,
      evidence,
      verifier: {
        verify: async () => (verifications.length > 1 ? verifications.shift() : verifications[0]) ?? [],
      },
      commit: false,
      oldest: () => '2026-10-21T00:00:00.000Z',
    },
  };
  return project;
}

const differing = (one: Files, other: Files): readonly string[] =>
  [...new Set([...one.keys(), ...other.keys()])].filter((path) => one.get(path) !== other.get(path)).sort();

const lineCount = (text: string | undefined): number => text?.split('\n').length ?? 0;

function changesBetween(from: Files, to: Files): TreeChanges {
  const changed = differing(from, to).map((path) => ({
    path,
    change: !from.has(path)
      ? ('added' as const)
      : to.has(path)
        ? ('modified' as const)
        : ('deleted' as const),
    added: lineCount(to.get(path)),
    removed: lineCount(from.get(path)),
  }));
  const sum = (key: 'added' | 'removed'): number => changed.reduce((all, each) => all + each[key], 0);
  return { files: changed, total: changed.length, added: sum('added'), removed: sum('removed') };
}

const marked = (mark: string, text: string | undefined): readonly string[] =>
  text?.split('\n').map((line) => `${mark}${line}`) ?? [];

const diffBetween = (from: Files, to: Files): string =>
  differing(from, to)
    .flatMap((path) => [
      `diff --git a/${path} b/${path}`,
      ...marked('-', from.get(path)),
      ...marked('+', to.get(path)),
      '',
    ])
    .join('\n');
