import { writeFileSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { execa } from 'execa';
import type { Place } from '../find-place.ts';
import { sentenceForNotRun } from '../not-run.ts';
import type { ProcessTable } from '../process-table.ts';
import { endCommand, endLeftovers, type Ending, type Graces } from '../terminate.ts';
import { VERIFY_WRAPPER } from './verify-wrapper.ts';

export interface CommandStart {
  readonly command: string;
  readonly place: Place;
  readonly env: Readonly<Record<string, string>>;
  /** `NAME=value` of that environment by which all that it starts is found. */
  readonly mark: string;
  /** Names the command while it runs, for a Greenlight that comes after this one. */
  readonly pidFile: string;
  readonly timeoutMs: number;
  readonly take: (chunk: Buffer) => void;
}

export interface Surroundings {
  readonly table: ProcessTable;
  readonly graces: Pick<Graces, 'terminateMs' | 'lastMs'>;
}

export type CommandEnd =
  | { readonly kind: 'exited'; readonly code: number; readonly leftRunning: number }
  | { readonly kind: 'signal' | 'timeout' | 'stopped'; readonly leftRunning: number }
  | { readonly kind: 'not-started'; readonly sentence: string };

/** Runs one command to its end; when it resolves, nothing of it lives. */
export async function runCommand(
  { table, graces }: Surroundings,
  start: CommandStart,
  signal: AbortSignal,
): Promise<CommandEnd> {
  const child = spawnWrapper(start);
  const { pid, stdout, stderr } = child;
  if (pid === undefined) return { kind: 'not-started', sentence: sentenceForNotRun('nospawn') };
  const exited = new Promise<{ code: number | null }>((resolve) => {
    child.once('exit', (code) => resolve({ code }));
  });
  stdout.on('data', start.take);
  const drained = finished(stdout).catch(() => undefined);
  const words = textOf(stderr);

  const identity = await table.identityOf(pid);
  const root = identity === undefined ? undefined : { pid, identity };
  child.stdin.end(`${root === undefined ? 'void' : name(start.pidFile, `${pid} ${root.identity}\n`)}\n`);

  const ending: Ending = { table, mark: start.mark, wrapper: undefined, root };
  const reason = await firstOf(exited, start.timeoutMs, signal);
  if (reason !== 'exited') await endCommand(ending, graces);
  const { code } = await exited;
  const leftRunning = reason === 'exited' ? await endLeftovers(ending, graces) : 0;
  // Who still holds its output without being found is not waited for.
  await Promise.race([drained, pause(graces.lastMs, undefined, { ref: false })]);
  stdout.destroy();
  if (reason !== 'exited') return { kind: reason, leftRunning };
  const word = await words;
  if (word !== 'started') return { kind: 'not-started', sentence: sentenceForNotRun(word || 'lost') };
  return code === null ? { kind: 'signal', leftRunning } : { kind: 'exited', code, leftRunning };
}

function spawnWrapper({ command, place: { projectDirectory, cwd }, env }: CommandStart) {
  const other = cwd === projectDirectory ? '' : cwd;
  const child = execa('sh', ['-c', VERIFY_WRAPPER, 'greenlight-verify', projectDirectory, other, command], {
    cwd,
    env,
    extendEnv: false,
    detached: true,
    cleanup: false,
    stdin: 'pipe',
    stdout: 'pipe',
    stderr: 'pipe',
    buffer: false,
    reject: false,
  });
  return child;
}

/** The word for the wrapper. */
function name(pidFile: string, content: string): string {
  try {
    writeFileSync(pidFile, content, { mode: 0o600 });
    return 'go';
  } catch {
    return 'nodisk';
  }
}

/** Its last line, once it has ended. */
async function textOf(stream: Readable): Promise<string> {
  let text = '';
  stream.setEncoding('utf8').on('data', (more: string) => {
    text = (text + more).slice(-1000);
  });
  await finished(stream).catch(() => undefined);
  return text.trimEnd().split('\n').at(-1) ?? '';
}

async function firstOf(
  exited: Promise<unknown>,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<'exited' | 'timeout' | 'stopped'> {
  return new Promise((resolve) => {
    const done = (reason: 'exited' | 'timeout' | 'stopped'): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      resolve(reason);
    };
    const stop = (): void => done('stopped');
    const timer = setTimeout(() => done('timeout'), timeoutMs);
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    void exited.then(() => done('exited'));
  });
}
