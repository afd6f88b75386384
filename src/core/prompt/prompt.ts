import type { Task } from '../task/index.ts';

/** Where a task stands in its list. */
export interface Place {
  /** From 1. */
  readonly position: number;
  readonly total: number;
}

/** What the attempt before this one left open. */
export interface LeftOpen {
  /** The sentence of its outcome. */
  readonly sentence: string;
  /** The tool call whose result was never seen, on one line. */
  readonly pendingCall?: string | undefined;
}

/**
 * The prompt of a fresh conversation: a heading with place and title, the description, the acceptance criteria,
 * the instruction as written, and the commands that are run afterwards. An operator's words come last.
 */
export function firstPrompt(task: Task, { position, total }: Place, words?: string): string {
  return sections([
    [undefined, `# Task ${position} of ${total}: ${task.title}`],
    ['Description', task.description],
    ['Acceptance criteria', task.acceptanceCriteria.map((criterion) => `- ${criterion}`).join('\n')],
    ['Instruction', task.instruction],
    ['Checks', checks(task.verify)],
    ['From the operator', words],
  ]);
}

/** Indented, because a command may hold backticks of its own. */
function checks(verify: readonly string[]): string {
  if (verify.length === 0) return '';
  const commands = verify.map((command) => `    ${command}`).join('\n');
  return `Greenlight will run these commands afterwards, and the task counts only if each of them succeeds:\n\n${commands}`;
}

/** The prompt that goes on with a conversation: what was interrupted, and the operator's words. */
export function nextPrompt(previous: LeftOpen, words?: string): string {
  const interrupted =
    previous.pendingCall === undefined
      ? undefined
      : `The run was interrupted while this call was executing: ${previous.pendingCall}\n` +
        'Its outcome is unknown: inspect what it did before you repeat it.';
  const goOn = words ?? `The attempt before ended like this: ${previous.sentence}\nGo on with the task.`;
  return sections([
    [undefined, interrupted],
    [undefined, goOn],
  ]);
}

function sections(parts: readonly (readonly [string | undefined, string | undefined])[]): string {
  return parts
    .flatMap(([heading, body]) => {
      if (body === undefined || body === '') return [];
      return heading === undefined ? [body] : [`## ${heading}\n\n${body}`];
    })
    .join('\n\n');
}
