import { EXPANSIONS } from './table/expansions.ts';
import { FILES } from './table/files.ts';
import { PROGRAMS_UNDER_RULES } from './table/programs-under-rules.ts';
import { PROGRAMS } from './table/programs.ts';
import { RULES } from './table/rules.ts';
import { WORDS } from './table/words.ts';
import type { Chapter } from './table/chapter.ts';

/** Shell commands, and the decision each must get. */
export const CHAPTERS: readonly Chapter[] = [
  ...WORDS,
  ...EXPANSIONS,
  ...FILES,
  ...PROGRAMS,
  ...PROGRAMS_UNDER_RULES,
  ...RULES,
];
