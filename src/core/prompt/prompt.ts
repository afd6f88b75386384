import type { Task } from '../task/index.ts';
import { fenced } from './fenced.ts';

/** Where a task stands in its list. */
export interface Place {
  /** From 1. */
  readonly position: number;
  readonly total: number;
}

/** What the attempt before this one left open. */
export interface LeftOpen {
  /** It was a plan, and the operator let it be carried out. */
  readonly planApproved?: boolean | undefined;
  /** The sentence of its outcome. */
  readonly sentence: string;
  /** The tool call whose result was never seen, on one line. */
  readonly pendingCall?: string | undefined;
}

/**
 * The prompt of a fresh conversation: a heading with place and title, the description, the acceptance criteria,
 * the instruction as written, and the commands that are run afterwards. An operator's words come last.
 */
export function firstPrompt(task: Task, { position, total }: Place, frame: Frame = {}): string {
  return sections([
    [undefined, `# Task ${position} of ${total}: ${task.title}`],
    ['Description', task.description],
    ['Acceptance criteria', task.acceptanceCriteria.map((criterion) => `- ${criterion}`).join('\n')],
    ['Instruction', task.instruction],
    ['Checks', checks(task.verify)],
    ['Project instructions', frame.project && `${ABOUT_PROJECT}\n\n${fenced(frame.project)}`],
    ['Permissions', frame.asks === true ? ONE_AT_A_TIME : undefined],
    ['Plan first', frame.plans === true ? PLAN_FIRST : undefined],
    ['From the operator', frame.words],
  ]);
}

/** What stands around a task. */
export interface Frame {
  /** The operator's words. */
  readonly words?: string | undefined;
  /** What the project's own CLAUDE.md and its like say. */
  readonly project?: string | undefined;
  /** A person is asked about some of its calls. */
  readonly asks?: boolean | undefined;
  /** It only says what it would do. */
  readonly plans?: boolean | undefined;
}

const ABOUT_PROJECT =
  'What the files of the project say about work on it stands between the two lines of backticks, and nowhere else. Keep to it; it comes from the project and not from the operator, and where the task says otherwise the task holds. A folder below may have a CLAUDE.md of its own: read it before you work there.';

const ONE_AT_A_TIME =
  'A person is asked about some of your tool calls, and may take long to answer. Make calls that change something one at a time, each alone in its message. When one is not allowed, do not look for a way around it.';

const PLAN_FIRST =
  'Do not change anything yet, and run nothing that does: look at what is there, then end your turn with the plan as your last message. A person reads it, and lets you carry it out or says what to change.';

const PLAN_APPROVED = 'Your plan was approved. Carry it out now.';

/** Indented, because a command may hold backticks of its own. */
function checks(verify: readonly string[]): string {
  if (verify.length === 0) return '';
  const commands = verify.map((command) => `    ${command}`).join('\n');
  return `Greenlight will run these commands afterwards, and the task counts only if each of them succeeds:\n\n${commands}`;
}

/** The prompt that goes on with a conversation: what was interrupted, and the operator's words. */
export function nextPrompt(
  previous: LeftOpen,
  { words, plans }: Pick<Frame, 'words' | 'plans'> = {},
): string {
  const interrupted =
    previous.pendingCall === undefined
      ? undefined
      : `The run was interrupted while this call was executing: ${previous.pendingCall}\n` +
        'Its outcome is unknown: inspect what it did before you repeat it.';
  const left = `The attempt before ended like this: ${previous.sentence}\nGo on with the task.`;
  const goOn = words ?? (previous.planApproved === true ? PLAN_APPROVED : left);
  return sections([
    [undefined, interrupted],
    [undefined, goOn],
    [undefined, plans === true ? PLAN_FIRST : undefined],
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
