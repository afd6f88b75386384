import { ANSWER_BEGINS } from './hook-answer.ts';
import { OVERTIME_MS, SETTLE_MS } from './decide-call.ts';

export interface HookProgram {
  readonly nodePath: string;
  /** The compiled `hook.ts`. */
  readonly hook: string;
  readonly ledgerDirectory: string;
  readonly waitMs: number;
}

/**
 * Around the hook program: with anything but an answer it exits 2, by which the CLI runs nothing. (With any other
 * failure of a hook, and when a hook takes too long for it, the CLI goes on by its own rules and runs what only
 * reads: measured with 2.1.197 and 2.1.329.) `timeout` is not there everywhere; the program keeps the time, too.
 */
const GUARD = [
  'if command -v timeout >/dev/null 2>&1; then set -- timeout -k 1 "$@"; else shift; fi;',
  'out=$("$@" 2>/dev/null) || out=;',
  `case $out in "${ANSWER_BEGINS.replaceAll('"', String.raw`\"`)}"*"}") printf "%s\\n" "$out";;`,
  '*) echo "Greenlight could not be asked, so this call was not run." >&2; exit 2;; esac',
].join(' ');

/** The command of the hook for the CLI's settings; the model gets to see it when it fails. */
export function hookCommand({ nodePath, hook, ledgerDirectory, waitMs }: HookProgram): string {
  const words = ['greenlight-hook', String(guardSeconds(waitMs)), nodePath, hook, ledgerDirectory];
  return `/bin/sh -c '${GUARD}' ${words.map(quoted).join(' ')}`;
}

/** When the wrapper gives the program up. */
const guardSeconds = (waitMs: number): number => Math.ceil((waitMs + OVERTIME_MS + SETTLE_MS) / 1000) + 5;

/** When the CLI would give the hook up: later than everything else does. */
export const hookTimeoutSeconds = (waitMs: number): number => Math.ceil(waitMs / 1000) + 60;

const quoted = (word: string): string => `'${word.replaceAll("'", String.raw`'\''`)}'`;
