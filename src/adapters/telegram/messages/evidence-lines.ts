import type { Evidence } from '../../../core/attempt/index.ts';
import { capital } from '../../../core/wording/capital.ts';
import { evidenceWords } from '../../../core/wording/evidence.ts';
import { counted } from '../../../core/wording/numbers.ts';
import { diffstat } from '../../../core/wording/tree-changes.ts';
import type { VerifyWords } from '../../../core/wording/verify-result.ts';
import { logLines } from './left-behind.ts';
import { outsideWords } from './outside-words.ts';
import { cleanedLine, codeBlock, type Rich } from './rich-text.ts';
import type { Room } from './room.ts';

const MOST_UNEXPECTED = 4;
const OUTPUT_COLUMNS = 80;
const LONGEST_FILE = 100;
/** How it went stands behind the command. */
const LONGEST_HOW = 50;
/** In each of these texts; a message has a hundred entities at most. */
const MOST_COMMANDS = 5;

/** What shows whether an attempt did what Claude says of it. */
export function evidenceLines(evidence: Evidence | undefined, room: Room): readonly (Rich | string)[] {
  if (!evidence) return [];
  const { files, outputLines } = room;
  const words = evidenceWords(evidence, { files, outputLines, unexpected: MOST_UNEXPECTED });
  const line = (text = '', mark = ''): Rich =>
    outsideWords(text === '' ? '' : cleanedLine(`${mark}${capital(text)}`, room.sentence), MOST_COMMANDS);
  return [
    ...verifyLines(words.verify, room),
    line(words.changes),
    outsideWords(words.files.map((file) => cleanedLine(file, LONGEST_FILE)).join('\n'), MOST_COMMANDS),
    line(words.unexpected, '⚠️ '),
    line(words.sincePrevious),
    line(words.trouble, '⚠️ '),
  ];
}

/** What is said of it where the next task is asked about; it was shown with its result. */
export function evidenceInShort({ task, verifications, changes }: Evidence): string {
  const passed = verifications.filter((each) => each.passed).length;
  const facts = [
    ...(changes ? [diffstat(changes)] : []),
    ...(verifications.length > 0
      ? [`${passed === verifications.length ? '✓' : '✗'} ${passed} of ${verifications.length} verified`]
      : []),
  ];
  return facts.length === 0 ? '' : `Task ${task}: ${facts.join(' · ')}`;
}

/** Where not all can be shown, those that did not pass are. */
function verifyLines(verify: readonly VerifyWords[], room: Room): readonly (Rich | string)[] {
  const failed = verify.filter(({ line }) => !passes(line));
  const ordered =
    verify.length <= room.verify ? verify : [...failed, ...verify.filter(({ line }) => passes(line))];
  const more = verify.length - room.verify;
  return [
    ...ordered
      .slice(0, room.verify)
      .flatMap(({ line, output }) => [
        outsideWords(cleanedLine(line, room.command + LONGEST_HOW), MOST_COMMANDS),
        codeBlock(logLines(output, room.outputLines, OUTPUT_COLUMNS)),
      ]),
    ...(more > 0 ? [`… ${counted(more, 'more', 'more')}`] : []),
  ];
}

const passes = (line: string): boolean => line.startsWith('✓');
