import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/** The built program as a process, with a pipe for a keyboard. */
export interface Program {
  readonly pid: number;
  /** Everything it printed so far, on both streams. */
  output(): string;
  /** Resolves when `text` is printed after everything that was seen before; fails when the program ends first. */
  see(text: string | RegExp): Promise<void>;
  /** Sends a line. */
  type(line: string): void;
  endInput(): void;
  kill(signal: NodeJS.Signals): void;
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
}

/** Far longer than anything takes; a test that waits in vain must end some time, and say what it saw. */
const LIMIT_MS = 40_000;

function plainMatch(text: string, part: string): { readonly index: number; readonly 0: string } | undefined {
  const index = text.indexOf(part);
  return index < 0 ? undefined : { index, 0: part };
}

export function startProgram(
  args: readonly string[],
  { cwd, env }: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): Program {
  const child = spawn(process.execPath, [MAIN, ...args], { cwd, env, stdio: 'pipe' });
  let printed = '';
  let seen = 0;
  let over = false;
  const waiting = new Set<() => void>();
  const wake = (): void => waiting.forEach((check) => check());
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      printed += chunk;
      wake();
    });
  }
  child.stdin.on('error', () => undefined);
  const ended = closing(child).then((code) => {
    over = true;
    wake();
    return code;
  });

  return {
    pid: child.pid ?? 0,
    output: () => printed,
    see: (text) =>
      new Promise((resolve, reject) => {
        const fail = (why: string): void => {
          waiting.delete(check);
          clearTimeout(limit);
          reject(new Error(`the program ${why} without printing ${String(text)}; it printed:\n${printed}`));
        };
        const check = (): void => {
          const rest = printed.slice(seen);
          const found = typeof text === 'string' ? plainMatch(rest, text) : text.exec(rest);
          if (!found) {
            if (over) fail('ended');
            return;
          }
          seen += found.index + found[0].length;
          waiting.delete(check);
          clearTimeout(limit);
          resolve();
        };
        const limit = setTimeout(() => fail('went on'), LIMIT_MS);
        waiting.add(check);
        check();
      }),
    type: (line) => child.stdin.write(`${line}\n`),
    endInput: () => child.stdin.end(),
    kill: (signal) => child.kill(signal),
    ended,
  };
}

async function closing(child: ChildProcess): Promise<number | NodeJS.Signals> {
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return code ?? signal ?? 'SIGKILL';
}
