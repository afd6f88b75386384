import {
  bash,
  fail,
  say,
  type Conversation,
  type ModelScript,
  type Step,
} from '../../../src/demo/model-script.ts';

/** What a task does, by the word in its title. */
type Kind = 'Quick' | 'Slow' | 'Broken' | 'Asking' | 'Free';

const DAY: readonly Kind[] = [
  'Quick',
  'Quick',
  'Slow',
  'Broken',
  'Quick',
  'Free',
  'Asking',
  'Slow',
  'Quick',
  'Slow',
];

export const dayFile = (day: number): string => `day-${day}.md`;

/** A list of ten small tasks, each with a title that no other day has. */
export const dayList = (day: number): string =>
  DAY.map((kind, index) =>
    [
      `## Task ${index + 1}: ${kind} step ${index + 1} of day ${day}`,
      `**Type:** ${kind === 'Free' ? 'documentation' : 'backend'}`,
      ...(kind === 'Quick' ? ['**Verify:**', '- `test -s work.txt`\n'] : []),
      '**Claude Instruction:**',
      `Append your name to work.txt.\n`,
    ].join('\n'),
  ).join('\n---\n\n');

const TITLE = /# Task \d+ of \d+: ((\w+) step \d+ of day \d+)/;

/** The title of the task, out of the prompt of its first attempt. */
export const titleIn = (prompt = ''): string => TITLE.exec(prompt)?.[1] ?? '';

/** Every attempt takes itself down once, names itself in what it says last, and ends as its kind of task does. */
export const dayScript: ModelScript = (conversation) => {
  const { prompts, turn, toolResults } = conversation;
  const kind = TITLE.exec(prompts[0] ?? '')?.[2];
  if (turn === 0) {
    const pause = kind === 'Slow' ? 'sleep 0.7; ' : '';
    return bash(
      // What is beside the project is not undone.
      `${pause}echo "${titleIn(prompts[0])}|$GREENLIGHT_ATTEMPT" >>../done.txt; echo "$GREENLIGHT_ATTEMPT" | tee -a work.txt`,
    );
  }
  return lastStep(kind, `Attempt ${toolResults[0]?.text.trim() ?? '?'} is over.`, conversation);
};

function lastStep(kind: string | undefined, words: string, { prompts, turn }: Conversation): Step {
  if (prompts.length > 1) return say(words);
  if (kind === 'Asking') return say(`${words} Which of the two shall I take?`);
  if (kind !== 'Broken') return say(words);
  return turn === 1 ? bash('true', words) : fail(400, 'the model is out of order');
}
