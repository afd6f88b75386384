import type { TreeChanges } from '../../core/attempt/index.ts';

export type { ChangedFile, TreeChanges } from '../../core/attempt/index.ts';

/** Keeps states of the project's working tree in its repository, and brings them back. */
export interface Checkpoints {
  /** Whether states can be kept here; asked before each attempt, because the repository may have changed. */
  check(): Promise<Keepability>;
  /** The working tree as it is now; nothing is kept. */
  look(): Promise<TreeState>;
  /** Keeps the working tree as it is now under `refs/greenlight/<session>/<name>`; what was kept there before is replaced. */
  keep(session: string, name: string): Promise<KeptState>;
  find(session: string, name: string): Promise<KeptState | undefined>;
  /** What differs between two states; renames are found. */
  changes(from: TreeState, to: TreeState): Promise<TreeChanges>;
  /** Writes the unified diff between two states to `path`, at most `maxBytes` of it. */
  diff(
    from: TreeState,
    to: TreeState,
    path: string,
    maxBytes: number,
  ): Promise<{ readonly bytes: number; readonly whole: boolean }>;
  /** What `restore` would overwrite though somebody else changed it: the paths, in order; nothing is touched. */
  overwritten(states: Pick<RestoreRequest, 'target' | 'expected'>): Promise<readonly string[]>;
  /** Makes the working tree what it was, and keeps what stood there under `keepAs` before a byte is touched. */
  restore(request: RestoreRequest): Promise<Restoration>;
  /** One commit on the current branch with what one task changed, and nothing else. */
  commit(request: CommitRequest): Promise<Committed>;
  /** Removes refs of sessions whose newest checkpoint is older; resolves with how many were removed. */
  removeOlderThan(instant: string): Promise<number>;
}

export type Keepability =
  | { readonly ok: true }
  /** No repository (or no git): the program works without evidence and undo. */
  | { readonly ok: false; readonly kind: 'none'; readonly sentence: string }
  /** There is one, and in its present state nothing can be kept safely: no attempt starts. */
  | { readonly ok: false; readonly kind: 'refused'; readonly sentence: string };

/** A state of the whole working tree: tracked and untracked files, without ignored ones and without Greenlight's own. */
export interface TreeState {
  /** Id of the git tree object, from the files' bytes as they are on disk. */
  readonly tree: string;
  /** The commit that HEAD named; undefined before the first one. */
  readonly head?: string | undefined;
  /** Undefined on a detached HEAD. */
  readonly branch?: string | undefined;
}

export interface KeptState extends TreeState {
  readonly ref: string;
  readonly commit: string;
}

export interface RestoreRequest {
  readonly session: string;
  /** What the working tree is to be again. */
  readonly target: TreeState;
  /** What Greenlight last left or saw there: whatever differs from it was changed by somebody else. */
  readonly expected: TreeState;
  /** Name of the ref that keeps what stood there. */
  readonly keepAs: string;
  /** Overwrites also what somebody else changed. */
  readonly force: boolean;
}

export type Restoration =
  | { readonly kind: 'restored'; readonly before: KeptState; readonly after: TreeState }
  /** Somebody else changed these files since, and they would be overwritten; nothing was touched. */
  | { readonly kind: 'moved'; readonly paths: readonly string[] }
  /** It cannot be done as things stand; nothing was touched. */
  | { readonly kind: 'refused'; readonly sentence: string };

export interface CommitRequest {
  /** The task's own changes are what differs between these. */
  readonly from: TreeState;
  readonly to: TreeState;
  readonly message: string;
}

export type Committed =
  | { readonly kind: 'committed'; readonly commit: string }
  /** The task changed nothing that could be committed. */
  | { readonly kind: 'nothing' }
  /** The sentence says why and what to do; nothing was touched. */
  | { readonly kind: 'refused'; readonly sentence: string };
