import type { Verifier } from '../../src/app/ports/verifier.ts';
import type { Verification } from '../../src/core/attempt/index.ts';

/** Which commands of an epoch do not pass; one that hangs ends when it is stopped. */
export type VerifyScript = Readonly<
  Record<number, { readonly fails?: readonly string[]; readonly hangs?: boolean }>
>;

export interface FakeVerifier extends Verifier {
  /** What was run, as `session/epoch command`. */
  readonly ran: readonly string[];
}

/** `written` is what a later process finds, by session and epoch. */
export function createFakeVerifier(
  script: VerifyScript = {},
  written = new Map<string, readonly Verification[]>(),
): FakeVerifier {
  const ran: string[] = [];
  return {
    ran,
    async verify({ session, epoch, commands }, signal) {
      const key = `${session}/${epoch}`;
      const known = written.get(key);
      if (known) return known;
      const { fails = [], hangs = false } = script[epoch] ?? {};
      ran.push(...commands.map((command) => `${key} ${command}`));
      if (hangs && !signal.aborted) {
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      }
      const results = commands.map((command, n): Verification => {
        const facts = { command, durationMs: 5, lastLines: [], log: `attempts/${epoch}/verify-${n + 1}.log` };
        if (signal.aborted) return { ...facts, passed: false, ended: 'stopped' };
        const passed = !fails.includes(command);
        return { ...facts, passed, exitCode: passed ? 0 : 1 };
      });
      if (!signal.aborted) written.set(key, results);
      return results;
    },
  };
}
