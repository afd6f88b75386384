import { createHash } from 'node:crypto';
import type {
  ChangedFile,
  Checkpoints,
  Committed,
  Keepability,
  KeptState,
  Restoration,
  TreeState,
} from '../../src/app/ports/checkpoints.ts';

type Files = Readonly<Record<string, string>>;

/** A working directory and its repository: a disk that later processes find. */
export interface FakeRepository {
  files: Files;
  /** Undefined: HEAD is detached. */
  branch: string | undefined;
  head: string | undefined;
  /** Every commit on a branch that there ever was, in order. */
  readonly commits: Map<
    string,
    { readonly files: Files; readonly parent: string | undefined; readonly message: string }
  >;
  /** By their names below `refs/greenlight/`. */
  readonly refs: Map<string, KeptState & { readonly at: string }>;
  readonly trees: Map<string, Files>;
  keepability: Keepability;
  /** What was done last, so that it is not done twice. */
  restored?: { readonly asked: string; readonly target: string; readonly before: KeptState } | undefined;
  /** Somebody works on a file; undefined takes it away. */
  write(path: string, content: string | undefined): void;
  /** Somebody commits everything that is there. */
  commit(message: string): string;
}

export function createFakeRepository(files: Files = { 'a.txt': 'one\n' }): FakeRepository {
  const repository: FakeRepository = {
    files,
    branch: 'main',
    head: undefined,
    commits: new Map(),
    refs: new Map(),
    trees: new Map(),
    keepability: { ok: true },
    write(path, content) {
      this.files = withFile(this.files, path, content);
    },
    commit(message) {
      return addCommit(this, this.files, message);
    },
  };
  repository.commit('first');
  return repository;
}

const withFile = (files: Files, path: string, content: string | undefined): Files => {
  const others = Object.entries(files).filter(([name]) => name !== path);
  return Object.fromEntries(content === undefined ? others : [...others, [path, content]]);
};

function addCommit(repository: FakeRepository, files: Files, message: string): string {
  const { head: parent } = repository;
  const commit = idOf([parent, files, message]);
  repository.commits.set(commit, { files, parent, message });
  repository.head = commit;
  return commit;
}

const idOf = (what: unknown): string => createHash('sha1').update(JSON.stringify(what)).digest('hex');

const differing = (from: Files, to: Files): readonly string[] =>
  [...new Set([...Object.keys(from), ...Object.keys(to)])]
    .filter((path) => from[path] !== to[path])
    .toSorted();

/** What was done from `before` to `after`, done to HEAD. */
function commitOver(repository: FakeRepository, before: Files, after: Files, message: string): Committed {
  const head = repository.commits.get(repository.head ?? '')?.files ?? {};
  const left = differing(before, after).filter((path) => head[path] !== after[path]);
  const strange = left.filter((path) => head[path] !== before[path]);
  if (strange.length > 0)
    return { kind: 'refused', sentence: `You have changes in ${strange.join(', ')}, too.` };
  if (left.length === 0) return { kind: 'nothing' };
  const files = left.reduce((rest, path) => withFile(rest, path, after[path]), head);
  return { kind: 'committed', commit: addCommit(repository, files, message) };
}

export interface FakeCheckpointsOptions {
  readonly now?: () => string;
  readonly write?: (path: string, text: string) => void;
}

/** Files without modes, links or ignore rules. */
export function createFakeCheckpoints(
  repository: FakeRepository,
  { now = () => '2026-11-21T09:30:15.000Z', write = () => undefined }: FakeCheckpointsOptions = {},
): Checkpoints {
  const { trees, refs, commits } = repository;

  function mustBeThere(): void {
    const { keepability } = repository;
    if (!keepability.ok && keepability.kind === 'none') throw new Error(keepability.sentence);
  }

  function present(): TreeState {
    mustBeThere();
    const files = Object.fromEntries(
      Object.entries(repository.files).toSorted(([a], [b]) => (a < b ? -1 : 1)),
    );
    const tree = idOf(files);
    trees.set(tree, files);
    return { tree, head: repository.head, branch: repository.branch };
  }

  function filesOf({ tree }: TreeState): Files {
    const files = trees.get(tree);
    if (!files) throw new Error(`${tree} is not in the repository`);
    return files;
  }

  function keepAs(name: string): KeptState {
    const state = present();
    const kept = { ...state, ref: `refs/greenlight/${name}`, commit: idOf([name, state, now()]), at: now() };
    refs.set(name, kept);
    return kept;
  }

  /** Nothing that is kept goes. */
  function keepBeside(name: string): KeptState {
    const { tree } = present();
    for (let number = 1; ; number += 1) {
      const free = number === 1 ? name : `${name}-${number}`;
      const kept = refs.get(free);
      if (!kept) return keepAs(free);
      if (kept.tree === tree) return kept;
    }
  }

  function overwritten(target: Files, expected: Files): readonly string[] {
    const { files } = repository;
    const theirs = new Set(differing(files, expected));
    return differing(files, target).filter((path) => theirs.has(path));
  }

  return {
    check: async () => repository.keepability,
    look: async () => present(),
    keep: async (session, name) => {
      const { keepability } = repository;
      if (!keepability.ok) throw new Error(keepability.sentence);
      return keepAs(`${session}/${name}`);
    },
    async find(session, name) {
      mustBeThere();
      return refs.get(`${session}/${name}`);
    },
    async changes(from, to) {
      const [before, after] = [filesOf(from), filesOf(to)];
      const files = differing(before, after).map((path): ChangedFile => {
        if (before[path] === undefined) return { path, change: 'added', added: 1, removed: 0 };
        if (after[path] === undefined) return { path, change: 'deleted', added: 0, removed: 1 };
        return { path, change: 'modified', added: 1, removed: 1 };
      });
      const sum = (which: 'added' | 'removed') =>
        files.reduce((total, file) => total + (file[which] ?? 0), 0);
      return { files, total: files.length, added: sum('added'), removed: sum('removed') };
    },
    async diff(from, to, path, maxBytes) {
      const [before, after] = [filesOf(from), filesOf(to)];
      const text = differing(before, after)
        .map((name) => `--- ${name}\n-${before[name] ?? ''}\n+${after[name] ?? ''}\n`)
        .join('');
      write(path, text.slice(0, maxBytes));
      return { bytes: Math.min(text.length, maxBytes), whole: text.length <= maxBytes };
    },
    overwritten: async ({ target, expected }) => overwritten(filesOf(target), filesOf(expected)),
    async restore({ session, target, expected, keepAs: name, force }): Promise<Restoration> {
      const asked = `${session}/${name}`;
      const { restored } = repository;
      const isDone = restored?.asked === asked && restored.target === target.tree;
      if (isDone && present().tree === target.tree) {
        return { kind: 'restored', before: restored.before, after: present() };
      }
      const paths = overwritten(filesOf(target), filesOf(expected));
      if (!force && paths.length > 0) return { kind: 'moved', paths };
      const before = keepBeside(asked);
      repository.files = filesOf(target);
      repository.restored = { asked, target: target.tree, before };
      return { kind: 'restored', before, after: present() };
    },
    async commit({ from, to, message }) {
      const { head, branch } = repository;
      if (head !== undefined && commits.get(head)?.message === message)
        return { kind: 'committed', commit: head };
      const [before, after] = [filesOf(from), filesOf(to)];
      if (differing(before, after).length === 0) return { kind: 'nothing' };
      if (branch === undefined) {
        return { kind: 'refused', sentence: 'HEAD is on no branch (detached): check out a branch first.' };
      }
      return commitOver(repository, before, after, message);
    },
    async removeOlderThan(instant) {
      mustBeThere();
      const sessionOf = (name: string): string => name.slice(0, name.indexOf('/'));
      const young = new Set([...refs].filter(([, { at }]) => at >= instant).map(([name]) => sessionOf(name)));
      const old = [...refs.keys()].filter((name) => !young.has(sessionOf(name)));
      old.forEach((name) => refs.delete(name));
      return old.length;
    },
  };
}
