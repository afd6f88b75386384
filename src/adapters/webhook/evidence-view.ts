import type * as z from 'zod';
import type { Evidence, TreeChanges, Verification } from '../../core/attempt/index.ts';
import { positionOf, type OpenSession } from '../../core/session/index.ts';
import type { evidenceSchema } from './evidence-answer.ts';

type View = z.infer<typeof evidenceSchema>;

const MOST_FILES = 50;

export function evidenceView(session: OpenSession, evidence: Evidence): View {
  const { task, epoch, verifications, changes, sincePrevious, unexpected, trouble } = evidence;
  return {
    task: positionOf(session, task),
    epoch,
    verify: verifications.map(verificationView),
    changes: changes ? changesView(changes) : null,
    since_previous: sincePrevious ? changesView(sincePrevious) : null,
    unexpected: unexpected.slice(0, MOST_FILES),
    trouble: trouble ?? null,
  };
}

const verificationView = (verification: Verification): View['verify'][number] => ({
  command: verification.command,
  passed: verification.passed,
  exit_code: verification.exitCode ?? null,
  ended: verification.ended ?? null,
  duration_ms: verification.durationMs,
  last_lines: [...verification.lastLines],
  log: verification.log,
});

const changesView = ({ total, added, removed, files }: TreeChanges): NonNullable<View['changes']> => ({
  ...{ total, added, removed },
  files: files.slice(0, MOST_FILES).map((file) => ({
    path: file.path,
    change: file.change,
    from: file.from ?? null,
    added: file.added ?? null,
    removed: file.removed ?? null,
  })),
});
