import { setTimeout as wait } from 'node:timers/promises';
import type { Program } from '../../helpers/program.ts';
import type { Happening, Moments } from './moments.ts';
import type { Random } from './random.ts';

export interface Deaths {
  /** How often the service died after what. */
  readonly after: ReadonlyMap<string, number>;
  /** The one that lives on. */
  readonly survivor: Program;
}

export interface DeathsDeps {
  readonly times: number;
  readonly start: () => Program;
  readonly moments: Moments;
  readonly random: Random;
  readonly stop: AbortSignal;
}

/** How long after that a process dies at the latest; twice the same word makes it likelier. */
const MOMENTS: readonly [readonly [Happening, number], ...(readonly (readonly [Happening, number])[])] = [
  ['start', 1_200],
  ['deed', 40],
  ['deed', 150],
  ['model', 40],
  ['model', 1_500],
  ['poll', 30],
  ['send', 8],
  ['send', 40],
  ['edit', 15],
  ['toast', 15],
];
const COMES_WITHIN_MS = 3_000;
const LONGEST_DOWN_MS = 700;
/** Now and then a life is long enough for what a dead starter left behind to be given up. */
const LONG_LIFE = { every: 7, ms: 4_000 };

/** Starts the service and kills it, as often as told; then starts it once more. */
export async function dieOften(deps: DeathsDeps): Promise<Deaths> {
  const { times, start, moments, random } = deps;
  const after = new Map<string, number>();
  for (let death = 1; death <= times; death += 1) {
    deps.stop.throwIfAborted();
    const program = start();
    moments.happened('start');
    const cause = await randomMoment(deps, death % LONG_LIFE.every === 0);
    program.kill('SIGKILL');
    const code = await program.ended;
    if (code !== 'SIGKILL') throw new Error(`the service ended by itself with ${code}:\n${program.output()}`);
    after.set(cause, (after.get(cause) ?? 0) + 1);
    await wait(random.below(LONGEST_DOWN_MS));
  }
  return { after, survivor: start() };
}

async function randomMoment({ moments, random }: DeathsDeps, lives: boolean): Promise<string> {
  if (lives) await wait(LONG_LIFE.ms);
  const [what, latestMs] = random.pick(MOMENTS);
  const delayMs = random.below(latestMs);
  const came = what === 'start' || (await moments.next(what, COMES_WITHIN_MS));
  await wait(delayMs);
  return came ? what : 'nothing';
}
