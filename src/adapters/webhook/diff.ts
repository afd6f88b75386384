import type * as z from 'zod';
import { attemptShown } from '../../app/attempt-shown.ts';
import type { EvidenceBook } from '../../app/ports/evidence.ts';
import type { SessionService } from '../../app/session-service.ts';
import type { Session } from '../../core/session/index.ts';
import type { diffSchema } from './answers.ts';

export interface DiffDeps {
  readonly service: Pick<SessionService, 'read'>;
  readonly evidence: Pick<EvidenceBook, 'diff' | 'diffPath'>;
  readonly redact: (text: string) => string;
}

type Diff = z.infer<typeof diffSchema>;

const LONGEST_BYTES = 200_000;
const NOTHING: Diff = { diff: '', whole: true, epoch: null, file: null };

/** What an attempt changed; without a number, the one that is decided about, else the newest of which that is known. */
export async function diff(
  { service, evidence, redact }: DiffDeps,
  asked: number | undefined,
): Promise<Diff> {
  const session = service.read();
  if (session.state === 'idle') return NOTHING;
  for (const epoch of asked === undefined ? candidates(session) : [asked]) {
    const found = await evidence.diff(session.id, epoch, LONGEST_BYTES);
    if (found) {
      const file = evidence.diffPath(session.id, epoch);
      return { diff: redact(found.text), whole: found.whole, epoch, file };
    }
  }
  return NOTHING;
}

function candidates(session: Exclude<Session, { state: 'idle' }>): readonly number[] {
  const phase = session.state === 'open' ? session.phase : undefined;
  if (phase?.name === 'waiting' && session.state === 'open') {
    const shown = attemptShown(session, phase.gate);
    return shown === undefined ? [] : [shown];
  }
  // Of the one that runs nothing is known yet.
  return [session.lastEpoch, session.lastEpoch - 1].filter((epoch) => epoch > 0);
}

/** For a person. */
export function diffMessage({ diff: text, whole, epoch, file }: Diff): string {
  if (epoch === null)
    return 'There is no diff to show: no attempt was compared with what stood there before.';
  if (text === '') return `Attempt ${epoch} changed nothing.`;
  return whole ? text : `${text}\n… it goes on; all of it: ${file ?? ''}`;
}
