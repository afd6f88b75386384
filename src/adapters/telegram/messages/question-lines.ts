import type { Question } from '../../../core/permission/index.ts';
import { SEVERAL } from '../../../core/wording/shown-call.ts';
import type { LabelledButton } from '../buttons.ts';
import { isPicked, type Picked } from '../picks.ts';
import type { TextFile } from '../sender.ts';
import type { CallLines } from './call-lines.ts';
import { short } from './cut.ts';
import { outsideWords } from './outside-words.ts';
import { bold, cleaned, cleanedLine, lines, type Rich } from './rich-text.ts';
import type { Room } from './room.ts';

/** Telegram cuts longer labels off on a phone. */
const LONGEST_LABEL = 40;
/** In each text; a message has a hundred entities at most. */
const FEW_COMMANDS = 3;
/** Of what Claude asks at most; more than that is no question of the tool that is known. */
const MOST = 10;

/** One question that takes one answer: a tap is that answer. */
export const isSimple = (questions: readonly Question[]): boolean =>
  questions.length === 1 && questions[0]?.multiSelect === false;

/** What Claude asks, with the options in full. */
export function questionLines(questions: readonly Question[], room: Pick<Room, 'question'>): CallLines {
  const shown = questions.slice(0, MOST);
  const texts = shown.map((question, index) => textsOf(question, index, shown.length));
  const each = Math.floor((room.question * 2) / Math.max(texts.flat().length, 1));
  return {
    parts: texts.flatMap(([asked = '', ...options], index) => [
      asking(short(asked, each), shown[index]?.multiSelect === true),
      ...options.map((option) => outsideWords(short(option, each), FEW_COMMANDS)),
    ]),
    isCut: questions.length > MOST || texts.flat().some((text) => text.length > each),
  };
}

const asking = (text: string, multiSelect: boolean): Rich =>
  lines(bold(text), multiSelect ? `${SEVERAL}:` : '');

export const wholeQuestions = (task: number, questions: readonly Question[]): Omit<TextFile, 'caption'> => ({
  name: `task-${task}-asked.txt`,
  content: questions
    .map((question, index) => textsOf(question, index, questions.length).join('\n'))
    .join('\n\n'),
});

/** The question, then its options. */
function textsOf({ question, options }: Question, index: number, of: number): readonly string[] {
  const asked = cleaned(question).trim();
  return [
    of > 1 ? `Question ${index + 1}: ${asked}` : asked,
    ...options.slice(0, MOST).map(({ label, description }, n) => {
      const more = description === undefined || description.trim() === '' ? '' : `: ${description}`;
      return cleaned(`${markOf(index, n, of)} ${label}${more}`)
        .replaceAll('\n', ' ')
        .trim();
    }),
  ];
}

/** `1.`, and `2.1` where there are several questions. */
const markOf = (question: number, option: number, of: number): string =>
  of > 1 ? `${question + 1}.${option + 1}` : `${option + 1}.`;

/** Its options, one below the other. */
export function optionButtons(
  gate: string,
  questions: readonly Question[],
  picks: readonly Picked[],
): readonly (readonly LabelledButton[])[] {
  const simple = isSimple(questions);
  const shown = questions.slice(0, MOST);
  const rows = shown.flatMap(({ options }, question) =>
    options.slice(0, MOST).map(({ label }, option) => {
      const isOn = isPicked(picks, { question, option });
      const box = simple ? '' : isOn ? '☑ ' : '☐ ';
      const text = cleanedLine(`${box}${markOf(question, option, shown.length)} ${label}`, LONGEST_LABEL);
      const kind = simple ? 'pick' : isOn ? 'untick' : 'tick';
      return [{ label: text, button: { kind, gate, question, option } } as const];
    }),
  );
  return simple ? rows : [...rows, [{ label: 'Send answer', button: { kind: 'answer', gate } }]];
}
