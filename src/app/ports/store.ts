import type { ProjectState } from '../project-state.ts';

/** Keeps the state of one project; one process at a time holds it. */
export interface StateStore {
  /** Reads the state; a file that cannot be used is moved aside, and the previous good copy taken for it or for a missing one. */
  load(): Promise<LoadedState>;
  /** Durable when it resolves; when it rejects the state on disk is as before. */
  save(state: ProjectState): Promise<void>;
}

export interface LoadedState {
  readonly state: ProjectState;
  /** Set when the file could not be used. */
  readonly restored?: Restored | undefined;
}

export interface Restored {
  /** Where the unusable file was moved; undefined when there was none. */
  readonly movedTo?: string | undefined;
  /** Why it could not be used. */
  readonly reason: string;
  /** Whether a previous copy was taken; without one a fresh state begins. */
  readonly from: 'copy' | 'nothing';
}
