import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

/** Shows a text and resolves when the person has left it; false when it could not be shown. */
export type Pager = (text: string, leaving: AbortSignal) => Promise<boolean>;

type Environment = Readonly<Record<string, string | undefined>>;

/** What a pager needs to know of its surroundings; nothing of ours is among them. */
const PASSED_ON =
  /^(PATH|HOME|TERM|TERMINFO|COLORTERM|LANG|LANGUAGE|LC_.*|LESS.*|MORE|SHELL|TMPDIR|COLUMNS|LINES)$/;

/** `$PAGER`, else `less -R`, on the terminal of this process. */
export function createPager(env: Environment): Pager {
  const { PAGER: named = '' } = env;
  const command = named.trim() === '' ? 'less -R' : named;
  return async (text, leaving) => {
    const restore = keepTerminal();
    const child = spawn('/bin/sh', ['-c', command], {
      stdio: ['pipe', 'inherit', 'inherit'],
      env: environment(env),
    });
    // Whoever has seen enough closes it before its end.
    child.stdin.on('error', () => undefined);
    child.stdin.end(text);
    const leave = (): void => void child.kill('SIGTERM');
    leaving.addEventListener('abort', leave);
    try {
      const [code] = (await once(child, 'close')) as [number | null];
      return code !== NOT_FOUND && code !== NOT_EXECUTABLE;
    } catch {
      return false;
    } finally {
      leaving.removeEventListener('abort', leave);
      restore();
    }
  };
}

/** How a shell says that there is no such program. */
const NOT_FOUND = 127;
const NOT_EXECUTABLE = 126;

const environment = (env: Environment): Record<string, string | undefined> => ({
  // As git has it: what fits the screen is left standing there.
  LESS: 'FRX',
  ...Object.fromEntries(Object.entries(env).filter(([name]) => PASSED_ON.test(name))),
});

/** A pager that was killed leaves the terminal as it needed it: without echo, keys read one by one. */
function keepTerminal(): () => void {
  const { status, stdout } = stty('-g');
  return status === 0 ? () => void stty(stdout.trim()) : () => undefined;
}

const stty = (setting: string): { readonly status: number | null; readonly stdout: string } =>
  spawnSync('stty', [setting], { stdio: ['inherit', 'pipe', 'ignore'], encoding: 'utf8' });
