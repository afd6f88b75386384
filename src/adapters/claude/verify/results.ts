import { z } from 'zod';
import type { Verification } from '../../../core/attempt/index.ts';
import { readIfThere, replaceFile } from '../durable.ts';
import { parseObject } from '../json-access.ts';

const resultsSchema = z.object({
  version: z.literal(1),
  verifications: z
    .array(
      z.object({
        command: z.string(),
        passed: z.boolean(),
        exitCode: z.int().optional(),
        ended: z.enum(['timeout', 'stopped', 'signal', 'not-started']).optional(),
        durationMs: z.number().nonnegative(),
        lastLines: z.array(z.string()).readonly(),
        log: z.string(),
      }),
    )
    .readonly(),
});

/** What was written down about these commands; undefined when nothing was, or nothing that can be read. */
export function readResults(path: string, commands: readonly string[]): readonly Verification[] | undefined {
  const { success, data } = resultsSchema.safeParse(parseObject(readIfThere(path) ?? ''));
  if (!success) return undefined;
  const verified = data.verifications.map(({ command }) => command);
  return JSON.stringify(verified) === JSON.stringify(commands) ? data.verifications : undefined;
}

export async function writeResults(path: string, verifications: readonly Verification[]): Promise<void> {
  await replaceFile(path, `${JSON.stringify({ version: 1, verifications }, undefined, 1)}\n`);
}
