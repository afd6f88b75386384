import { execa } from 'execa';
import type { Workshop } from './workshop.ts';

/**
 * Brings what git wrote to the disk, before a ref names it. One call for the whole file system: git itself would wait
 * for each object by itself, which for many new files takes five times as long as to write them.
 */
export async function syncObjects({ repository }: Workshop): Promise<void> {
  const options = {
    env: repository.env,
    extendEnv: false,
    reject: false,
    stdin: 'ignore',
    cleanup: false,
  } as const;
  const { exitCode } = await execa('sync', ['-f', repository.objects], options);
  // Not every `sync` knows of one file system.
  if (exitCode !== 0) await execa('sync', options);
}
