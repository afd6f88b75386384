import { expect } from '@jest/globals';
import type { Outcome } from '../../../src/core/attempt/index.ts';
import { asksLive, type LiveCall, type ScriptedCall } from '../../helpers/asking-fakes.ts';
import { createStage, type Stage, type StageOptions } from './stage.ts';
import { endless, today } from './today.ts';
import { type } from './type.ts';

export const facts = {
  costUsd: 0.21,
  turns: 14,
  durationMs: 151_000,
  resumable: true,
  sentence: 'It ended.',
};
const completed: Outcome = { kind: 'completed', asks: false, ...facts };

export interface Running {
  readonly stage: Stage;
  readonly code: Promise<number>;
}

/** The first task runs. */
export async function running(options: StageOptions = {}): Promise<Running> {
  const stage = createStage({ script: { 1: [endless] }, tasks: today.slice(0, 1), ...options });
  const code = stage.run();
  await stage.printed('help');
  type(stage, 'approve', options);
  await stage.printed('now: Edit');
  return { stage, code };
}

/** Where it stops once the attempt is done. */
export const AT_THE_END = 'Waiting for you before the session ends';

/** Ends the attempt and the session, and gives what was printed. */
export async function ended({ stage, code }: Running): Promise<string> {
  stage.runner.end(1, completed);
  await stage.printed(AT_THE_END);
  stage.input.end('approve\n');
  expect(await code).toBe(0);
  return stage.text();
}

export async function answered(
  call: ScriptedCall,
  lines: readonly string[],
): Promise<Running & { readonly live: LiveCall }> {
  const run = await running();
  const live = await asksLive(run.stage, call);
  for (const line of lines) {
    const from = run.stage.text().lastIndexOf('> ');
    await run.stage.printed('Type one of', from);
    type(run.stage, line);
    await run.stage.printed(`> ${line}`, from);
  }
  return { ...run, live };
}
