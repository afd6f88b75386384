import type { Verification } from './verification.ts';

/** What can be shown of an attempt besides what Claude says of it. */
export interface Evidence {
  readonly task: number;
  readonly epoch: number;
  /** In the order of the task; empty when it names none, or when the attempt failed before. */
  readonly verifications: readonly Verification[];
  /** Against what stood there before the attempt; undefined without a repository. */
  readonly changes?: TreeChanges | undefined;
  /** Against what the task's previous attempt left. */
  readonly sincePrevious?: TreeChanges | undefined;
  /** New files that no Edit or Write of the attempt names. */
  readonly unexpected: readonly string[];
  /** What is to be known of the changes, or why there are none to show: a sentence. */
  readonly trouble?: string | undefined;
}

/** What differs between two states of the working tree. */
export interface TreeChanges {
  /** In the order of paths; at most the first 1,000. */
  readonly files: readonly ChangedFile[];
  /** Of all files, also of those not listed. */
  readonly total: number;
  readonly added: number;
  readonly removed: number;
}

export interface ChangedFile {
  /** With `/`, from the top of the working tree. */
  readonly path: string;
  readonly change: 'added' | 'modified' | 'deleted' | 'renamed' | 'mode' | 'type';
  /** Of a renamed file: its path before. */
  readonly from?: string | undefined;
  /** Lines; undefined for a binary file. */
  readonly added?: number | undefined;
  readonly removed?: number | undefined;
}
