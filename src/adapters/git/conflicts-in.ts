import type { Repository } from './locate-repository.ts';
import { readablePath, recordsOf } from './raw-path.ts';

/** The files with conflicts that are not resolved. */
export async function conflictsIn({ git }: Repository): Promise<readonly string[]> {
  const { out } = await git(['ls-files', '-u', '-z']);
  return [...new Set(recordsOf(out).map((record) => readablePath(record.slice(record.indexOf('\t') + 1))))];
}
