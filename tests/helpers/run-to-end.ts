import type { Stage } from './stage.ts';

/** Runs a command that nobody answers to its end. */
export async function runToEnd(
  stage: Stage,
  ...args: readonly string[]
): Promise<{ code: unknown; output: string }> {
  const program = stage.greenlight(...args);
  program.endInput();
  const code = await program.ended;
  return { code, output: program.output() };
}
