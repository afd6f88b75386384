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
        const check = (): void => {
          const rest = printed.slice(seen);
          const at = typeof text === 'string' ? rest.indexOf(text) : rest.search(text);
          if (at < 0 && !over) return;
          waiting.delete(check);
          if (at < 0) {
            reject(new Error(`the program ended without printing ${String(text)}; it printed:\n${printed}`));
          } else {
            const length = typeof text === 'string' ? text.length : (text.exec(rest)?.[0].length ?? 0);
            seen += at + length;
            resolve();
          }
        };
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
