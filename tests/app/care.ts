import type { Checkpoints } from '../../src/app/ports/checkpoints.ts';
import type { SessionServiceDeps } from '../../src/app/session-service.ts';
import type { Evidence } from '../../src/core/attempt/index.ts';
import type { Gate } from '../../src/core/gate/index.ts';
import type { Script } from '../helpers/fake-runner.ts';
import { completed } from '../helpers/session-play.ts';
import { openStage, start, type Disk, type Stage, type StageOptions } from './stage.ts';

export const SESSION = '20261121-093015';
export const approve = { type: 'approve' } as const;
export const retry = { type: 'retry', words: 'Once more.' } as const;
export const skip = { type: 'skip' } as const;
export const undo = { type: 'undo' } as const;
export const redo = { type: 'redo' } as const;

/** Each of three tasks makes a file of its own. */
export const making: Script = Object.fromEntries(
  [1, 2, 3].map((task) => [task, [{ outcome: completed, writes: { [`made-${task}.txt`]: 'by Claude\n' } }]]),
);

/** A session, asked some commands one after another. */
export async function careStage(
  options: StageOptions = {},
  ...commands: readonly Parameters<Stage['ask']>[0][]
): Promise<Stage> {
  const stage = await openStage({ script: making, care: {}, ...options });
  for (const command of [start, ...commands]) await stage.ask(command);
  return stage;
}

/** What was kept of an attempt; it has to be there. */
export function evidenceOf({ evidence }: Disk, epoch: number, session = SESSION): Evidence {
  const text = evidence.get(`${session}/${epoch}`);
  if (text === undefined) throw new Error(`there is no evidence of attempt ${epoch}`);
  return JSON.parse(text) as Evidence;
}

export function gateIn({ service }: Stage): Gate {
  const session = service.read();
  if (session.state === 'open' && session.phase.name === 'waiting') return session.phase.gate;
  throw new Error('no gate waits');
}

/** Names of what is kept, below the session. */
export const keptIn = ({ repository }: Disk): readonly string[] =>
  [...repository.refs.keys()].map((name) => name.slice(name.indexOf('/') + 1));

/** The checkpoints with something changed. */
export const withCheckpoints =
  (change: (real: Checkpoints) => Partial<Checkpoints>) =>
  ({ care }: SessionServiceDeps): Partial<SessionServiceDeps> =>
    care ? { care: { ...care, checkpoints: { ...care.checkpoints, ...change(care.checkpoints) } } } : {};
