import type { Call } from '../call.ts';
import type { Grounds } from '../grounds.ts';
import { ruledBy } from '../judge-tool.ts';
import { judgeFile } from '../paths/judge-files.ts';
import { allowed, asked, denied, named, strictest, type Ruling } from '../ruling.ts';
import { deceives } from '../../text/spelled-out.ts';
import { together, type PartRuling } from './asked-parts.ts';
import { isExactly, mayMeanText } from './command-rule.ts';
import { judgePart } from './judge-part.ts';
import type { Inner } from './open-up.ts';
import type { OpenedFile, Part, ShellReading } from './part.ts';
import { readShell } from './read-shell.ts';

/** What Linux hands over to a program in one piece: a longer command never runs. */
const LONGEST_COMMAND = 128 * 1024;

/** A shell command: as strict as its strictest part, wherever that stands. */
export function judgeShell({ input }: Call, grounds: Grounds): Ruling {
  const { command } = input;
  const { rules, surroundings } = grounds;
  if (typeof command !== 'string') return asked('The call does not say plainly which command it runs.');
  if (command.length > LONGEST_COMMAND) {
    return denied('The command is longer than a system runs: write it to a file, and run that.');
  }
  const reading = readShell(command, [surroundings.cwd], surroundings.home);
  const marks = deceives(command) ? [asked('It holds invisible or misleading characters.')] : [];
  const whole = ruledBy(
    rules.deny.find((rule) => mayMeanText(rule, command)),
    rules.ask.find((rule) => mayMeanText(rule, command)),
  );
  const { ruling, why, rule }: Ruling = strictest(
    judgeReading(reading, grounds, 0),
    whole ? [...marks, whole] : marks,
  );
  // Only what no rule decided: an exact rule is a word about this very text.
  const exact = ruling === 'ask' && rule === undefined && rules.allow.find((one) => isExactly(one, command));
  return exact ? allowed(`The rule ${named(exact.text)} allows it.`, exact.text) : { ruling, why, rule };
}

function judgeReading(reading: ShellReading, grounds: Grounds, depth: number): PartRuling {
  const { parts, files, doubts } = reading;
  if (parts.length === 0) return asked('It holds no command.');
  const judgeInner = (inner: Inner, part: Part, deeper: number): PartRuling =>
    judgeReading(readInner(inner, part, grounds), grounds, deeper);
  const judged = (some: readonly Part[]): readonly PartRuling[] =>
    unlike(some).map((part) => judgePart(part, grounds, judgeInner, depth));
  const [first = asked('It holds no command.'), ...others] = [
    ...together([
      ...judged(parts.filter(({ isRough }) => isRough !== true)),
      ...files.map((file) => judgeOpened(file, grounds)),
    ]),
    ...judged(parts.filter(({ isRough }) => isRough === true)),
    ...parts.filter(({ places }) => !places).map(() => asked('In which folder it runs is not known.')),
    ...doubts.map((doubt) => asked(doubt)),
  ];
  return strictest(first, others);
}

/** The same command in the same folder is judged once. */
const unlike = (parts: readonly Part[]): readonly Part[] => [
  ...new Map(parts.map((part) => [`${part.text}\0${part.places?.join('\0') ?? ''}`, part])).values(),
];

function readInner({ words, script = '' }: Inner, part: Part, { surroundings }: Grounds): ShellReading {
  if (words) {
    const text = words.map(({ value }) => value).join(' ');
    return { parts: [{ ...part, text, settings: [], words }], files: [], doubts: [] };
  }
  return readShell(script, part.places, surroundings.home);
}

function judgeOpened({ tool, name, places }: OpenedFile, grounds: Grounds): Ruling {
  const ruling = judgeFile(tool, name.value, places ?? [grounds.surroundings.cwd], grounds);
  if (!name.isPlain || !places)
    return strictest(ruling, [asked('Which file it opens is not known before it runs.')]);
  return /^\/dev\/(?:tcp|udp)\//.test(name.value)
    ? strictest(ruling, [asked('It opens a connection.')])
    : ruling;
}
