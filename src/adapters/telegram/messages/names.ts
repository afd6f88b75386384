import type { Actor } from '../../../core/session/index.ts';
import { placeAndTitle, titleOf, type Tasks } from '../../../core/wording/place.ts';
import { whoIs } from '../../../core/wording/who-is.ts';
import { cleanedLine } from './rich-text.ts';

/** The name of this channel, as it stands in an actor. */
export const TELEGRAM = 'telegram';

const LONGEST_NAME = 80;
const LONGEST_HEAD = 200;

/** Who asked for something; several people read this, so nobody is "you". */
export const nameOf = (by: Actor): string =>
  cleanedLine(by.channel === TELEGRAM ? by.name : whoIs(by), LONGEST_NAME);

/** `Task 2/3: Server actions (backend)`, short enough for a first line; `Task 2` where the session is not known. */
export const headOf = (session: Tasks | undefined, number: number): string =>
  session?.tasks.some((task) => task.number === number) === true
    ? cleanedLine(placeAndTitle(session, number), LONGEST_HEAD)
    : `Task ${number}`;

/** `Server actions (backend)`. */
export const shortTitleOf = (session: Tasks, number: number, units = LONGEST_HEAD): string =>
  cleanedLine(titleOf(session, number), units);
