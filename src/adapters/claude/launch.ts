import { execa } from 'execa';
import type { Ledger } from './ledger.ts';
import { readState, voidStart } from './ledger-state.ts';
import type { ProcessTable } from './process-table.ts';
import { LOCK_PROBE, WRAPPER } from './wrapper.ts';

export interface Start {
  readonly projectDirectory: string;
  readonly cwd: string;
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Starts the wrapper and lets go of it. All that is learnt from the handle is that no wrapper came to be
 * (it could not be spawned, or died before it wrote its pid): the promise then gives the attempt up.
 */
export async function launchWrapper(ledger: Ledger, start: Start, table: ProcessTable): Promise<void> {
  const other = start.cwd === start.projectDirectory ? '' : start.cwd;
  const wrapper = execa(
    'sh',
    ['-c', WRAPPER, 'greenlight-attempt', ledger.directory, start.projectDirectory, other, ...start.command],
    {
      cwd: start.cwd,
      env: start.env,
      extendEnv: false,
      detached: true,
      cleanup: false,
      stdio: 'ignore',
      buffer: false,
      reject: false,
    },
  );
  wrapper.unref();
  const { pid } = wrapper;
  await wrapper;
  const { state } = await readState(ledger, table);
  if (state === 'starting') await voidStart(ledger, pid === undefined ? 'nospawn' : 'lost');
}

/** Whether nobody holds the lock that the wrapper takes on the directory. */
export async function isLockFree(directory: string): Promise<boolean> {
  const { exitCode } = await execa('sh', ['-c', LOCK_PROBE, 'greenlight-lock', directory], {
    stdio: 'ignore',
    reject: false,
  });
  return exitCode !== 1;
}
