import { execa } from 'execa';
import { createOnce, isErrorCode } from './durable.ts';
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
 * (it could not be spawned, or died before it was named): the promise then gives the attempt up.
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
      stdin: 'pipe',
      stdout: 'ignore',
      stderr: 'ignore',
      buffer: false,
      reject: false,
    },
  );
  wrapper.unref();
  const { pid } = wrapper;
  if (pid !== undefined) wrapper.stdin.end(`${await nameWrapper(ledger, table, pid)}\n`);
  await wrapper;
  const { state } = await readState(ledger, table);
  if (state === 'starting') await voidStart(ledger, pid === undefined ? 'nospawn' : 'lost');
}

/** Gives the wrapper the epoch's one chance to start, if nobody has it; in a word for the wrapper, how that went. */
async function nameWrapper(ledger: Ledger, table: ProcessTable, pid: number): Promise<string> {
  // Whatever happens here, the wrapper must be told: it waits.
  const identity = await table.identityOf(pid).catch(() => undefined);
  if (identity === undefined) return 'void';
  try {
    return createOnce(ledger.pid, `${String(pid)} ${identity}\n`) ? 'go' : 'void';
  } catch (error) {
    return isErrorCode(error, 'EPERM', 'ENOTSUP', 'EMLINK') ? 'nolink' : 'nodisk';
  }
}

/** Whether nobody holds the lock that the wrapper takes on the directory. */
export async function isLockFree(directory: string): Promise<boolean> {
  const { exitCode } = await execa('sh', ['-c', LOCK_PROBE, 'greenlight-lock', directory], {
    stdio: 'ignore',
    reject: false,
  });
  return exitCode !== 1;
}
