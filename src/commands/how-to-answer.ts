import * as z from 'zod';
import { shellCommand } from '../adapters/terminal/shell-command.ts';
import { oneLine, plainText } from '../core/text/plain-text.ts';
import { shortened } from '../core/text/shortened.ts';
import { callLine } from '../core/wording/asked-call.ts';
import { MORNING } from '../core/wording/hold.ts';

const LONGEST_NAME = 80;

/** As much of `stateSchema` as is needed, so that a service of another version is understood, too. */
const callSchema = z.object({
  tool: z.string(),
  detail: z.string(),
  for_task: z.boolean(),
  questions: z.array(z.unknown()).default([]),
});

const gateSchema = z.object({
  id: z.string(),
  task: z.int(),
  allowed: z.array(z.string()),
  call: callSchema.nullable(),
  plan: z.object({ text: z.string() }).nullable(),
});

const stateSchema = z.object({
  paused: z.boolean(),
  gate: gateSchema.nullable(),
  also_waiting: z.array(gateSchema),
});

type Gate = z.infer<typeof gateSchema>;

/** What follows the status for a person at a shell: a plan in full, and the commands that answer what waits. */
export function howToAnswer(state: unknown, configPath: string | undefined): readonly string[] {
  const { data } = stateSchema.safeParse(state);
  if (!data?.gate) return [];
  const config = configPath === undefined ? [] : ['--config', configPath];
  const line = (name: string, ...more: readonly string[]): string =>
    `  ${shellCommand(['greenlight', name, ...config, ...more])}`;
  if (data.paused) return ['The session is paused, so go on first:', line('resume')];
  const gates = [data.gate, ...data.also_waiting];
  const linesOf = (gate: Gate): readonly string[] => [
    ...planOf(gate),
    `What can be done${gates.length > 1 ? ` about ${nameOf(gate)}` : ''}:`,
    ...gate.allowed
      .flatMap((decision) => formsOf(decision, gate))
      .map(([name, words = '']) => `${line(name, '--gate', oneLine(gate.id))} ${words}`.trimEnd()),
  ];
  return [...gates.flatMap(linesOf), line('stop')];
}

function planOf({ plan }: Gate): readonly string[] {
  if (!plan) return [];
  const lines = plainText(plan.text).trim().split('\n');
  return ['The plan:', ...lines.map((text) => `| ${text}`.trimEnd())];
}

const nameOf = ({ call, task }: Gate): string =>
  call ? shortened(callLine(call), LONGEST_NAME) : `task ${task}`;

type Form = readonly [name: string, words?: string];

/** A decision as it is typed; in brackets stands what is the operator's to say. */
function formsOf(decision: string, { call }: Gate): readonly Form[] {
  switch (decision) {
    case 'allow':
      return [
        ['allow'],
        ...(call?.for_task === true ? [['allow', 'task'] as const] : []),
        ...(call?.tool === 'Bash' ? [['instead', '<another command>'] as const] : []),
      ];
    case 'answer':
      return [['answer', call?.questions.length === 1 ? '<number or words>' : '<words>']];
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
