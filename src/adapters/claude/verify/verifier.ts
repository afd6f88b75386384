import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Verifier, VerifyOrder } from '../../../app/ports/verifier.ts';
import type { Verification } from '../../../core/attempt/index.ts';
import { createProcessTable } from '../create-process-table.ts';
import { makeDirectory, readIfThere } from '../durable.ts';
import { attemptEnvironment, MARK_NAME } from '../environment.ts';
import { ledgerOf, type Ledger } from '../ledger.ts';
import { parseIdentity } from '../ledger-state.ts';
import { DEFAULT_GRACES } from '../runner-options.ts';
import { endCommand } from '../terminate.ts';
import { readResults, writeResults } from './results.ts';
import { createSharedRuns } from './shared-runs.ts';
import { createTries, type Tries } from './tries.ts';
import { notRun, notRunAgain, type NamedCommand } from './verification.ts';
import type { VerifierOptions } from './verifier-options.ts';
import { verifyCommand, type Scene } from './verify-command.ts';

/** Runs Verify commands; what came of them stands in the attempt's ledger, in `verify.json` and `verify-<n>.log`. */
export function createVerifier(given: VerifierOptions): Verifier {
  const options = { ...given, logsDir: resolve(given.logsDir) };
  const table = createProcessTable();
  const graces = { ...DEFAULT_GRACES, ...options.graces };
  // A second run would end the commands of the first.
  const runs = createSharedRuns<readonly Verification[]>();

  return {
    verify: async (order, signal) => {
      const ledger = ledgerOf(options.logsDir, order.session, order.epoch);
      return runs.share(ledger.directory, signal, async (stopped) => {
        const marker = markerOf(ledger);
        const scene: Scene = {
          options,
          table,
          graces,
          ledger,
          env: attemptEnvironment(options.env, { marker, sandboxed: options.sandboxed }),
          mark: `${MARK_NAME}=${marker}`,
          pidFile: join(ledger.directory, 'verify.pid'),
          workingDirectory: order.workingDirectory,
        };
        return readOrVerify(scene, order, stopped);
      });
    },
  };
}

async function readOrVerify(
  scene: Scene,
  { commands }: VerifyOrder,
  signal: AbortSignal,
): Promise<readonly Verification[]> {
  if (commands.length === 0) return [];
  const path = join(scene.ledger.directory, 'verify.json');
  const known = readResults(path, commands);
  if (known !== undefined) return known;
  await makeDirectory(scene.ledger.directory);
  await endEarlier(scene);
  const tries = createTries(join(scene.ledger.directory, 'verify.tries'));
  if (!(await begun(scene, tries))) {
    const gaveUp = commands.map((command, index) =>
      notRunAgain({ command, log: logOf(scene.ledger, index + 1) }),
    );
    await keep(scene, path, gaveUp);
    return gaveUp;
  }
  const verifications: Verification[] = [];
  for (const [index, command] of commands.entries()) {
    const named = { command, log: logOf(scene.ledger, index + 1) };
    verifications.push(signal.aborted ? notRun(named) : await verifyCommand(scene, named, signal));
  }
  rmSync(scene.pidFile, { force: true });
  // Who is asked to end, by a command even, stops what runs: that is no end of its own.
  if (!signal.aborted) tries.end();
  // What was stopped was not verified: whoever asks again wants to know.
  if (verifications.every(({ ended }) => ended !== 'stopped')) await keep(scene, path, verifications);
  return verifications;
}

/** Where they cannot be counted, they run. */
async function begun({ options, ledger: { session, epoch } }: Scene, tries: Tries): Promise<boolean> {
  try {
    return await tries.begin();
  } catch (error) {
    options.log.warn('could not count how often verify commands began', { session, epoch, error });
    return true;
  }
}

/** What runs of a Greenlight that died. */
async function endEarlier({ options, table, graces, mark, ledger, pidFile }: Scene): Promise<void> {
  const named = readIfThere(pidFile);
  const root = named === undefined ? undefined : parseIdentity(named);
  if (await endCommand({ table, mark, wrapper: undefined, root }, graces)) {
    const { session, epoch } = ledger;
    options.log.warn('ended a verify command that an earlier process had started', { session, epoch });
  }
}

/** They count without it: asked again, the commands run again. */
async function keep(
  { options, ledger: { session, epoch } }: Scene,
  path: string,
  verifications: readonly Verification[],
): Promise<void> {
  try {
    await writeResults(path, verifications);
  } catch (error) {
    options.log.warn('could not keep the results of verify commands', { session, epoch, error });
  }
}

function logOf({ directory }: Ledger, n: number): NamedCommand['log'] {
  return `attempts/${basename(directory)}/verify-${String(n)}.log`;
}

/** The same for every Greenlight that works here, and another one elsewhere. */
function markerOf({ session, epoch, directory }: Ledger): string {
  const place = createHash('sha256').update(directory).digest('hex').slice(0, 16);
  return `${session}/${String(epoch)}/verify-${place}`;
}
