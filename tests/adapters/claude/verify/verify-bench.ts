import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Verifier, VerifyOrder } from '../../../../src/app/ports/verifier.ts';
import type { Verification } from '../../../../src/core/attempt/index.ts';
import type { VerifierOptions } from '../../../../src/adapters/claude/verify/verifier-options.ts';
import { createVerifier } from '../../../../src/adapters/claude/verify/verifier.ts';
import { killProcessesWith } from '../../../helpers/processes.ts';
import { transpiled } from '../../storage/transpiled.ts';

export const SESSION = '20261121-093015';
export const SECRET = 'hunter2-hunter2';
const NEVER = new AbortController().signal;

/** A scratch project and logs, and verifiers that share them as processes of different times would. */
export interface VerifyBench {
  readonly project: string;
  readonly folder: string;
  readonly warnings: string[];
  file(name: string): string;
  verifier(options?: Partial<VerifierOptions>): Verifier;
  /** Runs the commands by a verifier of its own. */
  verify(
    commands: readonly string[],
    options?: Partial<VerifierOptions & Pick<VerifyOrder, 'workingDirectory'>>,
    signal?: AbortSignal,
  ): Promise<readonly Verification[]>;
  log(n?: number): Promise<string>;
  /** A process that runs the commands and prints, as JSON, what came of them. */
  elsewhere(...rounds: readonly (readonly string[])[]): Promise<ChildProcess>;
  remove(): Promise<void>;
}

const ELSEWHERE = `
  const { createVerifier } = await import(process.argv[2]);
  const { rounds, ...options } = JSON.parse(process.argv[3]);
  const verifier = createVerifier({
    ...options,
    clock: { now: () => new Date().toISOString() },
    log: { warn: () => undefined },
    redact: (text) => text,
  });
  for (const [index, commands] of rounds.entries()) {
    const order = { session: options.session, epoch: index + 1, commands };
    const verifications = await verifier.verify(order, new AbortController().signal);
    console.log(JSON.stringify({ verifications, mostKilobytes: process.resourceUsage().maxRSS }));
  }
`;

export async function createVerifyBench(): Promise<VerifyBench> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'greenlight-verify-')));
  const [project, logs] = [join(root, 'project'), join(root, 'logs')];
  const folder = join(logs, SESSION, 'attempts', '1');
  await mkdir(project);
  const warnings: string[] = [];
  // By it all that a test started is found.
  const tracer = randomUUID();
  const settings = {
    logsDir: logs,
    projectDirectory: project,
    sandboxed: false,
    timeoutMs: 600_000,
    env: { PATH: process.env['PATH'], HOME: root, LC_TRACER: tracer },
    graces: { terminateMs: 5000, lastMs: 2000 },
  };
  const base: VerifierOptions = {
    ...settings,
    clock: { now: () => '2026-11-21T09:30:15.000Z' },
    log: { warn: (message) => void warnings.push(message) },
    redact: (text) => text.replaceAll(SECRET, '[redacted]'),
  };
  const verifier: VerifyBench['verifier'] = (options = {}) => createVerifier({ ...base, ...options });
  return {
    project,
    folder,
    warnings,
    file: (name) => join(root, name),
    verifier,
    verify: (commands, { workingDirectory, ...options } = {}, signal = NEVER) =>
      verifier(options).verify({ session: SESSION, epoch: 1, commands, workingDirectory }, signal),
    log: (n = 1) => readFile(join(folder, `verify-${String(n)}.log`), 'utf8'),
    elsewhere: async (...rounds) => {
      const code = await mkdtemp(join(root, 'code-'));
      const module = await transpiled('src/adapters/claude/verify/verifier.ts', code);
      await writeFile(join(code, 'elsewhere.js'), ELSEWHERE);
      const given = JSON.stringify({ ...settings, session: SESSION, rounds });
      return spawn(process.execPath, [join(code, 'elsewhere.js'), module, given], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
    },
    remove: async () => {
      killProcessesWith(tracer);
      await rm(root, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** A command that leaves its pid in a file and does not end by itself; `ignored` are signals it does not obey. */
export const staying = (file: string, ignored = ''): string =>
  `sh -c '${ignored && `trap "" ${ignored}; `}echo $$ >${file}; while :; do sleep 1000; done'`;
