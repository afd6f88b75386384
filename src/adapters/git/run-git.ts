import { writeFileSync } from 'node:fs';
import { execa } from 'execa';
import { complaintIn, GitTrouble } from './git-trouble.ts';

export interface GitRun {
  readonly code: number;
  /** One character for each byte. */
  readonly out: string;
  readonly err: string;
}

export interface GitOptions {
  /** One character for each byte. */
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Exit codes that are answers, besides 0. */
  readonly allow?: readonly number[];
}

export type Git = (args: readonly string[], options?: GitOptions) => Promise<GitRun>;

export interface GitPlace {
  readonly cwd: string;
  /** All there is: nothing is inherited. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `name=value`, stronger than every configuration file. */
  readonly config?: readonly string[];
  /** A file that names the process while one runs that changes an index or files: it outlives a Greenlight that is killed. */
  readonly runs?: string;
}

const ALWAYS = { LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', GIT_LITERAL_PATHSPECS: '0' };

/** Stands in the file of `runs` until the process has its id. */
export const STARTING = 'starting';
const CHANGING = new Set(['add', 'update-index', 'read-tree']);

/** What a command prints, as it comes; the one that reads may stop early. */
export type GitStream = (args: readonly string[]) => AsyncIterable<Uint8Array>;

export function createGitStream({ cwd, env }: GitPlace): GitStream {
  return async function* (args) {
    const running = execa('git', args, {
      cwd,
      env: { ...ALWAYS, ...env },
      extendEnv: false,
      reject: false,
      stdin: 'ignore',
      cleanup: false,
      buffer: { stdout: false },
      encoding: 'buffer',
    });
    let read = false;
    try {
      for await (const chunk of running.stdout) yield chunk as Uint8Array;
      read = true;
    } finally {
      if (!read) running.kill('SIGKILL');
    }
    const { exitCode, stderr } = await running;
    if (exitCode !== 0)
      throw new GitTrouble(`git ${args[0] ?? ''} failed: ${complaintIn(Buffer.from(stderr).toString())}.`);
  };
}

/** The real git in one place; whatever it ends with that is not expected is thrown as a GitTrouble. */
export function createGit({ cwd, env, config = [], runs }: GitPlace): Git {
  const settings = config.flatMap((setting) => ['-c', setting]);
  return async (args, { input, env: more, allow = [] } = {}) => {
    const note = noteOf(args, runs);
    note(STARTING);
    const running = execa('git', [...settings, ...args], {
      cwd,
      env: { ...ALWAYS, ...env, ...more },
      extendEnv: false,
      reject: false,
      // One that is at work on files had better end by itself than with this program.
      cleanup: false,
      encoding: 'latin1',
      stripFinalNewline: false,
      maxBuffer: Infinity,
      ...(input === undefined ? { stdin: 'ignore' } : { input: Buffer.from(input, 'latin1') }),
    });
    note(String(running.pid));
    const { exitCode, stdout, stderr, code, signal } = await running;
    const err = Buffer.from(stderr, 'latin1').toString('utf8');
    if (code === 'ENOENT') throw new GitTrouble('The program git was not found on the PATH.');
    if (exitCode !== undefined && [0, ...allow].includes(exitCode))
      return { code: exitCode, out: stdout, err };
    const why = signal === undefined ? complaintIn(err) : `it was ended by ${signal}`;
    throw new GitTrouble(`git ${commandIn(args)} failed in ${cwd}: ${why}.`);
  };
}

/** The first word that is neither an option nor the value of one. */
const commandIn = (args: readonly string[]): string =>
  args.find((arg, index) => !arg.startsWith('-') && !['-c', '-C'].includes(args[index - 1] ?? '')) ?? '';

const noteOf = (args: readonly string[], runs: string | undefined): ((text: string) => void) =>
  runs !== undefined && CHANGING.has(args[0] ?? '') ? (text) => writeFileSync(runs, text) : () => undefined;

/** The one line that a command printed. */
export const lineOf = ({ out }: GitRun): string =>
  Buffer.from(out, 'latin1').toString('utf8').replace(/\n$/, '');
