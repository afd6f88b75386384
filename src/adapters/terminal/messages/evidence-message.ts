import type { Evidence } from '../../../core/attempt/index.ts';
import { shortened } from '../../../core/text/shortened.ts';
import { capital } from '../../../core/wording/capital.ts';
import { evidenceWords } from '../../../core/wording/evidence.ts';
import type { VerifyWords } from '../../../core/wording/verify-result.ts';
import { indented } from './indented.ts';

const ROOM = { files: 10, unexpected: 5, outputLines: 10 };
const LINE_LENGTH = 120;

/** What an attempt did, as far as it is not Claude who says so. */
export function evidenceMessage(evidence: Evidence): readonly string[] {
  const { verify, changes, files, sincePrevious, unexpected, trouble } = evidenceWords(evidence, ROOM);
  return [
    ...verify.flatMap(verifyLines),
    ...(changes === undefined ? [] : [files.length > 0 ? `Changed: ${changes}` : capital(changes)]),
    ...indented(files, '  '),
    ...(sincePrevious === undefined ? [] : [sincePrevious]),
    ...[unexpected, trouble].flatMap((care) => (care === undefined ? [] : [`⚠️ ${care}`])),
  ];
}

const verifyLines = ({ line, output }: VerifyWords): readonly string[] => [
  line,
  ...indented(
    output.map((each) => shortened(each, LINE_LENGTH)),
    '| ',
  ),
];
