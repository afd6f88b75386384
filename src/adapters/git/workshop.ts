import { join } from 'node:path';
import type { Repository } from './locate-repository.ts';
import { outliveOrphan } from './orphan.ts';
import { findOwnPaths, type OwnPaths } from './own-paths.ts';
import { openPrivateGit, type PrivateGit } from './private-git.ts';

/** What need not be asked again. */
export interface Memory {
  /** Tracked though ignored, and of which index. */
  forced?: { readonly key: string; readonly paths: readonly string[] };
  /** A tree in which nothing was ignored. */
  withoutIgnored?: string;
}

/** Everything the work on one repository needs. */
export interface Workshop {
  readonly repository: Repository;
  readonly own: PrivateGit;
  readonly ownPaths: OwnPaths;
  readonly memory: Memory;
  /** Called between every two steps that change something; a test ends the process there. */
  readonly step: (name: string) => void;
  /** Something an operator should know that is no answer to what was asked. */
  readonly tell: (sentence: string) => void;
}

export interface WorkshopOptions {
  readonly ownPaths: readonly string[];
  readonly step: (name: string) => void;
  readonly tell: (sentence: string) => void;
}

export async function openWorkshop(repository: Repository, options: WorkshopOptions): Promise<Workshop> {
  const runs = join(repository.gitDir, 'greenlight/running');
  const own = await openPrivateGit(repository, runs);
  for (const index of [own.index, own.wayBack]) await outliveOrphan(runs, index);
  const ownPaths = await findOwnPaths(repository.top, options.ownPaths);
  return { repository, own, ownPaths, memory: {}, step: options.step, tell: options.tell };
}
