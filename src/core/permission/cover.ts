import type { Call } from './call.ts';
import { canonical } from './canonical.ts';
import { optionsOf } from './circumstances.ts';
import { hostOf } from './judge-fetch.ts';
import { filesOf } from './paths/files-of.ts';
import { normalise } from './paths/normalise.ts';
import { readingsOf } from './paths/spots.ts';
import type { Surroundings } from './surroundings.ts';
import { isEditing, isReading, isRunning } from './tool-names.ts';

/** What "Allow for this task" covers. */
export interface Cover {
  readonly tool: string;
  /** The exact command with where and how it runs, the file's real path, the host, or the whole input. */
  readonly what: string;
}

/** Conversations with a person: each is a new one. */
const ONCE: readonly string[] = ['AskUserQuestion', 'EnterPlanMode', 'ExitPlanMode'];

/** What else is allowed with this call; undefined where nothing wider than this once makes sense. */
export function coverOf(call: Call, surroundings: Surroundings): Cover | undefined {
  const { tool, input } = call;
  if (ONCE.includes(tool)) return undefined;
  if (isRunning(tool)) return covering(tool, runOf(input, surroundings));
  if (isEditing(tool)) return covering('Edit', pathOf(call, surroundings));
  if (isReading(tool)) return covering('Read', pathOf(call, surroundings));
  return covering(tool, tool === 'WebFetch' ? hostOf(input['url']) : canonical(input));
}

function runOf(input: Call['input'], { cwd }: Surroundings): string | undefined {
  const { command } = input;
  return typeof command === 'string' ? canonical({ command, cwd, ...optionsOf(input) }) : undefined;
}

const covering = (tool: string, what: unknown): Cover | undefined =>
  typeof what === 'string' ? { tool, what } : undefined;

function pathOf(call: Call, { cwd, home, real }: Surroundings): string | undefined {
  const file = filesOf(call)?.at(-1);
  const path = file === undefined ? undefined : readingsOf(file, home).at(-1);
  return path === undefined ? undefined : real(normalise(cwd, path));
}
