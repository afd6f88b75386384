import type { Evidence } from '../attempt/index.ts';
import { oneLine } from '../text/plain-text.ts';
import { somePaths } from './paths.ts';
import { changedFiles, diffstat } from './tree-changes.ts';
import { verifyWords, type VerifyWords } from './verify-result.ts';

/** What a card says of an attempt besides Claude's own words; each channel lays it out. */
export interface EvidenceWords {
  readonly verify: readonly VerifyWords[];
  /** `3 files, +40 −12`, or `changed nothing`; undefined when that is not known. */
  readonly changes?: string | undefined;
  readonly files: readonly string[];
  /** `New files that no Edit or Write names: a.txt and b.txt`. */
  readonly unexpected?: string | undefined;
  /** `Compared with the attempt before: 2 files, +3 −1`. */
  readonly sincePrevious?: string | undefined;
  /** Why there are no changes to show. */
  readonly trouble?: string | undefined;
}

export interface EvidenceRoom {
  readonly files: number;
  readonly unexpected: number;
  /** Of each Verify command that did not pass. */
  readonly outputLines: number;
}

export function evidenceWords(evidence: Evidence, room: EvidenceRoom): EvidenceWords {
  const { verifications, changes, sincePrevious, unexpected, trouble } = evidence;
  return {
    verify: verifications.map((verification) => verifyWords(verification, room.outputLines)),
    changes: changes && diffstat(changes),
    files: changes ? changedFiles(changes, room.files) : [],
    unexpected: unexpected.length > 0 ? unexpectedLine(unexpected, room.unexpected) : undefined,
    sincePrevious: sincePrevious && `Compared with the attempt before: ${diffstat(sincePrevious)}`,
    trouble: trouble === undefined ? undefined : oneLine(trouble),
  };
}

const unexpectedLine = (paths: readonly string[], most: number): string =>
  `New files that no Edit or Write names: ${somePaths(paths, paths.length, most)}`;
