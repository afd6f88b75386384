import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from '@jest/globals';
import type { Checkpoints } from '../../../src/app/ports/checkpoints.ts';
import { transpiled } from '../storage/transpiled.ts';
import type { Stage } from './stage.ts';

/** Does one thing and ends itself by SIGKILL at a step; prints the steps it has come by. */
const PROGRAM = `
  const { createCheckpoints } = await import(process.argv[2]);
  const { options, method, args, at } = JSON.parse(process.argv[3]);
  let steps = 0;
  const step = () => {
    steps += 1;
    if (steps === at) process.kill(process.pid, 'SIGKILL');
  };
  await createCheckpoints({ ...options, step })[method](...args);
  process.stdout.write(String(steps));
`;

export interface Death {
  readonly method: keyof Checkpoints;
  readonly args: readonly unknown[];
  /** The step at which it dies, from 1. */
  readonly at: number;
}

/** Runs checkpoints in processes that die; resolves with whether it has died. */
export function useMortals(): (stage: Stage, death: Death) => boolean {
  let [folder, program, module] = ['', '', ''];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'greenlight-mortal-'));
    module = await transpiled('src/adapters/git/checkpoints.ts', folder);
    program = join(folder, 'mortal.js');
    writeFileSync(program, PROGRAM);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return (stage, death) => {
    const options = { directory: stage.top, env: stage.env, ownPaths: [] };
    const args = [program, module, JSON.stringify({ ...death, options })];
    const { signal, status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    if (signal === null && status !== 0) throw new Error(stderr);
    return signal === 'SIGKILL';
  };
}
