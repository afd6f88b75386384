import { join } from 'node:path';
import type { Verification } from '../../../core/attempt/index.ts';
import { findPlace } from '../find-place.ts';
import type { Ledger } from '../ledger.ts';
import { createCommandOutput } from './command-output.ts';
import { runCommand, type CommandEnd, type Surroundings } from './run-command.ts';
import { closingLine, verificationOf, type NamedCommand } from './verification.ts';
import type { VerifierOptions } from './verifier-options.ts';

const MOST_LOG_BYTES = 50 * 1_000_000;

/** What the commands of one attempt have in common. */
export interface Scene extends Surroundings {
  readonly options: VerifierOptions;
  readonly ledger: Ledger;
  readonly env: Readonly<Record<string, string>>;
  readonly mark: string;
  readonly pidFile: string;
  readonly workingDirectory: string | undefined;
}

/** Runs one command and writes its log. */
export async function verifyCommand(
  scene: Scene,
  named: NamedCommand,
  signal: AbortSignal,
): Promise<Verification> {
  const { options, ledger } = scene;
  const about = { session: ledger.session, epoch: ledger.epoch, log: named.log };
  const output = createCommandOutput({
    path: join(options.logsDir, ledger.session, named.log),
    mostBytes: options.mostLogBytes ?? MOST_LOG_BYTES,
    redact: options.redact,
    onFailure: (error) =>
      options.log.warn('could not write the log of a verify command', { ...about, error }),
  });
  output.note(`[${options.clock.now()}] $ ${named.command}`);
  const startMs = performance.now();
  const end = await runInPlace(scene, named.command, output.take, signal);
  const durationMs = Math.round(performance.now() - startMs);
  if ('leftRunning' in end && end.leftRunning > 0) {
    options.log.warn('ended what a verify command left running', { ...about, processes: end.leftRunning });
  }
  return verificationOf(named, end, durationMs, output.close(closingLine(end, durationMs)));
}

async function runInPlace(
  { options, workingDirectory, ...scene }: Scene,
  command: string,
  take: (chunk: Buffer) => void,
  signal: AbortSignal,
): Promise<CommandEnd> {
  // Looked up for each: the command before may have removed it.
  const place = findPlace(options.projectDirectory, workingDirectory);
  if (!place.ok) return { kind: 'not-started', sentence: place.sentence };
  const { env, mark, pidFile } = scene;
  const { timeoutMs } = options;
  return runCommand(scene, { command, place, env, mark, pidFile, timeoutMs, take }, signal);
}
