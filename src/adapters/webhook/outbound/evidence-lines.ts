import type { AttemptRecord } from '../../../app/ports/runner.ts';
import type { Evidence } from '../../../core/attempt/index.ts';
import { oneLine } from '../../../core/text/plain-text.ts';
import { shortened } from '../../../core/text/shortened.ts';
import { evidenceWords } from '../../../core/wording/evidence.ts';
import { notAllowedLine } from '../../../core/wording/not-allowed.ts';
import { enumerated } from '../../../core/wording/numbers.ts';
import { somePaths } from '../../../core/wording/paths.ts';
import { place } from '../../../core/wording/place.ts';
import type { VerifyWords } from '../../../core/wording/verify-result.ts';
import { plain, type Line } from './lines.ts';
import type { NoticeFacts } from './notice-facts.ts';

/** (Half of a secret is not found any more.) */
type Redact = NoticeFacts['redact'];

const ROOM = { files: 8, unexpected: 5, outputLines: 8 };
/** At a gate the result was told just before. */
const LITTLE_ROOM = { files: 0, unexpected: 5, outputLines: 0 };
const COLUMNS = 80;
const MOST_CALLS = 4;

/** What an attempt did, as far as it is not Claude who says so. */
export function evidenceLines({ evidence, record, redact }: NoticeFacts): readonly Line[] {
  const words = evidence && evidenceWords(cleaned(evidence, redact), ROOM);
  const refused = record ? refusedCalls(record, redact) : [];
  if (!words) return [...filesNamed(record), ...refused];
  return [
    ...words.verify.flatMap(verifyLines),
    ...(words.changes === undefined
      ? filesNamed(record)
      : [plain([`Changed: ${words.changes}`, ...words.files].join('\n'))]),
    ...(words.sincePrevious === undefined ? [] : [plain(words.sincePrevious)]),
    ...[words.unexpected, words.trouble].flatMap((care) => (care === undefined ? [] : [plain(`⚠️ ${care}`)])),
    ...refused,
  ];
}

/** The same in a line or two, and whose it is. */
export function evidenceAtGate({ evidence, session, redact }: NoticeFacts): readonly Line[] {
  if (!evidence) return [];
  const { verify, changes, unexpected, trouble } = evidenceWords(cleaned(evidence, redact), LITTLE_ROOM);
  const told = [
    ...(changes === undefined ? [] : [`${place(session, evidence.task)}: ${changes}`]),
    ...verify.map(({ line }) => line),
    ...[unexpected, trouble].flatMap((care) => (care === undefined ? [] : [`⚠️ ${care}`])),
  ];
  return told.length === 0 ? [] : [plain(told.join('\n'))];
}

const cleaned = (evidence: Evidence, redact: Redact): Evidence => ({
  ...evidence,
  verifications: evidence.verifications.map((each) => ({
    ...each,
    command: redact(each.command),
    lastLines: each.lastLines.map(redact),
  })),
});

const verifyLines = ({ line, output }: VerifyWords): readonly Line[] => [
  plain(line),
  ...(output.length === 0
    ? []
    : [{ text: output.map((each) => shortened(each, COLUMNS)).join('\n'), look: 'code' as const }]),
];

/** What Claude named, where nobody looked at what changed. */
const filesNamed = (record: AttemptRecord | undefined): readonly Line[] =>
  record && record.filesTouched.length > 0
    ? [plain(`Files: ${somePaths(record.filesTouched, record.filesTouched.length, ROOM.files)}`)]
    : [];

function refusedCalls({ refusedTools, notAllowed }: AttemptRecord, redact: Redact): readonly Line[] {
  const line = notAllowedLine(notAllowed);
  const denied = line === undefined ? [] : [plain(line)];
  if (refusedTools.length === 0) return denied;
  const shown = refusedTools
    .slice(0, MOST_CALLS)
    .map(({ name, detail }) => shortened(oneLine(redact(`${name} ${detail}`)), COLUMNS));
  const more = refusedTools.length - shown.length;
  return [
    plain(`⚠️ Claude was refused: ${enumerated(more > 0 ? [...shown, `${more} more`] : shown)}`),
    ...denied,
  ];
}
