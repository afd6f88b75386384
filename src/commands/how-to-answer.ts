import * as z from 'zod';
import { oneLine, plainText } from '../core/text/plain-text.ts';
import { shortened } from '../core/text/shortened.ts';
import type { TaskStatus } from '../core/session/index.ts';
import { callLine } from '../core/wording/asked-call.ts';
import { capital } from '../core/wording/capital.ts';
import { countsOf, STATUS } from '../core/wording/closing.ts';
import { MORNING } from '../core/wording/hold.ts';
import { greenlightLine } from './greenlight-line.ts';

const LONGEST_NAME = 80;

/** As much of `stateSchema` as is needed, so that a service of another version is understood, too. */
const callSchema = z.object({
  tool: z.string(),
  detail: z.string(),
  for_task: z.boolean(),
  live: z.boolean(),
  questions: z.array(z.unknown()).default([]),
});

const gateSchema = z.object({
  id: z.string(),
  kind: z.string().default(''),
  reason: z.string().default(''),
  task: z.int(),
  allowed: z.array(z.string()),
  call: callSchema.nullable(),
  plan: z.object({ text: z.string() }).nullable(),
});

const taskSchema = z.object({ status: z.enum(Object.keys(STATUS) as TaskStatus[]) });

const stateSchema = z.object({
  status: z.string().default(''),
  paused: z.boolean(),
  gate: gateSchema.nullable(),
  also_waiting: z.array(gateSchema),
  tasks: z.array(taskSchema).catch([]),
});

type Gate = z.infer<typeof gateSchema>;
type State = z.infer<typeof stateSchema>;

const OVER = ['completed', 'stopped'];

/** What follows the status for a person at a shell: a plan in full, and the commands that answer what waits. */
export function howToAnswer(state: unknown, configPath: string | undefined): readonly string[] {
  const { data } = stateSchema.safeParse(state);
  const line = (name: string, ...more: readonly string[]): string =>
    `  ${greenlightLine(configPath, name, ...more)}`;
  if (!data) return [];
  if (OVER.includes(data.status))
    return [...resultOf(data.tasks), "To begin with today's list:", line('start')];
  if (!data.gate) return [];
  if (data.paused) return ['The session is paused, so go on first:', line('resume')];
  const gates = [data.gate, ...data.also_waiting];
  const linesOf = (gate: Gate): readonly string[] => [
    ...whyOf(gate),
    ...planOf(gate),
    `What can be done${gates.length > 1 ? ` about ${nameOf(gate)}` : ''}:`,
    ...gate.allowed
      .flatMap((decision) => formsOf(decision, gate))
      .map(([name, words = '']) => `${line(name, '--gate', oneLine(gate.id))} ${words}`.trimEnd()),
  ];
  // (An attempt that waits for an answer still runs, and is not ended unconfirmed.)
  const confirm = gates.some(({ call }) => call?.live) ? ['confirm'] : [];
  return [...gates.flatMap(linesOf), line('stop', ...confirm)];
}

function resultOf(tasks: State['tasks']): readonly string[] {
  const counts = countsOf(tasks);
  return counts === '' ? [] : [`Its tasks: ${counts}.`];
}

/** (Why Claude asks stands with what it asks.) */
const whyOf = ({ call, reason }: Gate): readonly string[] =>
  call || reason === '' ? [] : [`Why: ${capital(oneLine(reason))}`];

function planOf({ plan }: Gate): readonly string[] {
  if (!plan) return [];
  const lines = plainText(plan.text).trim().split('\n');
  return ['The plan:', ...lines.map((text) => `| ${text}`.trimEnd())];
}

const nameOf = ({ call, task }: Gate): string =>
  call ? shortened(callLine(call), LONGEST_NAME) : `task ${task}`;

type Form = readonly [name: string, words?: string | undefined];

/** What an approval does where it does not let a task begin; a comment to a shell. */
const APPROVAL: ReadonlyMap<string, string> = new Map([
  ['doubt', '# takes the task as done'],
  ['closing', '# ends the session'],
  ['plan', '# has it done as planned'],
]);

/** (A number would not say which question it answers.) */
const SEVERAL = `'<an answer to each, in words>'`;

/** A decision as it is typed; in brackets stands what is the operator's to say. */
function formsOf(decision: string, { call, kind }: Gate): readonly Form[] {
  switch (decision) {
    case 'approve':
      return [['approve', APPROVAL.get(kind)]];
    case 'allow':
      return [
        ['allow'],
        ...(call?.for_task === true ? [['allow', 'task'] as const] : []),
        ...(call?.tool === 'Bash' ? [['instead', `'<another command>'`] as const] : []),
      ];
    case 'answer':
      return [['answer', call?.questions.length === 1 ? '<number or words>' : SEVERAL]];
    case 'deny':
      return [['deny', '[words]']];
    case 'retry':
      return [['retry', '[words]']];
    case 'wait':
      return [['wait', MORNING]];
    case 'stop':
      return [];
    default:
      return [[oneLine(decision)]];
  }
}
