import type { Written } from '../stage.ts';

type Decision = 'allow' | 'ask' | 'deny';

export interface Chapter {
  readonly about: string;
  readonly rules: Written;
  readonly rows: readonly (readonly [command: string, decision: Decision])[];
}

/** Reading and testing run by themselves, removing never does. */
export const DAILY: Written = {
  allow: ['Bash(ls:*)', 'Bash(echo:*)', 'Bash(cat:*)', 'Bash(npm test:*)', 'Read(/**)', 'Edit(/src/**)'],
  deny: ['Bash(rm:*)', 'Read(//**/.env)', 'Edit(//**/.env)'],
};
