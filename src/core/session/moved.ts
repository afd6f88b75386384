import type { Gate, Moved } from '../gate/index.ts';
import type { Fresh } from './command.ts';

/** How the working tree differs from what the gate is about; undefined where it does not. */
export function movedSince({ tree: shown }: Gate, { tree, moved = UNSEEN }: Fresh): Moved | undefined {
  return shown === undefined || shown === tree ? undefined : moved;
}

/** Nobody could say in what it differs: the repository itself is gone. */
const UNSEEN: Moved = { paths: [], total: 0, head: true };
