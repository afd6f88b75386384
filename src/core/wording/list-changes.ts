import type { ListChange } from '../session/index.ts';
import { named } from './place.ts';

const MOST = 8;

/** What an edited task file changes: `task 3 changed, task 6 is new, task 2 has begun and stays as it was`. */
export function listChanges(changes: readonly ListChange[]): string {
  // What is taken over first.
  const ordered = [...changes.filter(({ begun }) => !begun), ...changes.filter(({ begun }) => begun)];
  const shown = ordered.slice(0, MOST).map(listChange);
  const more = ordered.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

function listChange({ number, change, begun }: ListChange): string {
  return `${named(number)} ${begun ? 'has begun and stays as it was' : HOW[change]}`;
}

const HOW: Readonly<Record<ListChange['change'], string>> = {
  added: 'is new',
  changed: 'changed',
  removed: 'is gone',
  moved: 'moved',
};
