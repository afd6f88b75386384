import { z } from 'zod';
import { LONGEST_MS, parseDuration } from '../core/text/duration.ts';
import { nearestName } from '../core/text/nearest.ts';
import { splitWords } from './split-words.ts';

/** A value read by `read`; undefined from it is a fault that says what was expected. */
export function value<T>(
  expected: string | ((found: unknown) => string),
  read: (found: unknown) => T | undefined,
): z.ZodType<T> {
  return z.unknown().transform((found, context): T => {
    const result = read(found);
    if (result !== undefined) return result;
    const message = typeof expected === 'string' ? `expected ${expected}` : expected(found);
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
}

export const isText = (found: unknown): found is string =>
  typeof found === 'string' && found.trim() !== '' && !/\p{Cc}/u.test(found);

export const text = (what: string): z.ZodType<string> =>
  value(`${what}: text on one line, in quotes if it looks like a number`, (found) =>
    isText(found) ? found.trim() : undefined,
  );

/** A path; `~` is for the shell to know. */
export const path = (what: string): z.ZodType<string> =>
  value(`${what}: a path, with \${HOME} instead of ~`, (found) =>
    isText(found) && !found.startsWith('~') ? found.trim() : undefined,
  );

/** The path of a file that the program writes: its name keeps it from being a file that was there for something else. */
export const jsonPath: z.ZodType<string> = value(
  'the path of a file of its own, ending in .json, with ${HOME} instead of ~',
  (found) =>
    isText(found) && !found.startsWith('~') && /\.json$/i.test(found.trim()) ? found.trim() : undefined,
);

export const flag: z.ZodType<boolean> = value('true or false', (found) => {
  // What a variable was filled into is a string.
  if (found === 'true' || found === 'false') return found === 'true';
  return typeof found === 'boolean' ? found : undefined;
});

/** One of `names`; case does not count. `advice` is for values (in lower case) that are known but not to be had. */
export function oneOf<T extends string>(
  names: readonly T[],
  advice: Readonly<Record<string, string>> = {},
): z.ZodType<T> {
  const written = (found: unknown): string => (typeof found === 'string' ? found.trim().toLowerCase() : '');
  const expected = (found: unknown): string => {
    const near = nearestName(written(found), names);
    return (
      (Object.hasOwn(advice, written(found)) ? advice[written(found)] : undefined) ??
      `expected one of ${names.join(', ')}${near === undefined ? '' : `: did you mean ${near}?`}`
    );
  };
  return value(expected, (found) => names.find((name) => name.toLowerCase() === written(found)));
}

/** `90s`, `10m`, `2h`; a bare number is seconds, from a minute on. */
export const durationUpTo = (longestMs: number, longest: string): z.ZodType<number> =>
  value(expectedDuration(longest), (found) => {
    const seconds = numberIn(found);
    const ms = seconds === undefined ? parseDuration(String(found)) : seconds * 1_000;
    if (ms === undefined || isUnclear(seconds ?? 0)) return undefined;
    return Number.isInteger(seconds ?? 0) && ms > 0 && ms <= longestMs ? ms : undefined;
  });

export const duration: z.ZodType<number> = durationUpTo(LONGEST_MS, '500h');

/** The same, or `off`. */
export const durationOrOff: z.ZodType<number | 'off'> = value(expectedDuration('500h, or off'), (found) =>
  typeof found === 'string' && found.trim().toLowerCase() === 'off' ? 'off' : duration.safeParse(found).data,
);

/** A bare number below a minute: whoever wrote it meant minutes more likely than seconds. */
const isUnclear = (seconds: number): boolean => Number.isInteger(seconds) && seconds > 0 && seconds < 60;

function expectedDuration(longest: string) {
  return (found: unknown): string => {
    const number = numberIn(found) ?? 0;
    return isUnclear(number)
      ? `expected a duration with its unit, for a number below 60 may mean minutes or seconds: write ${number}m or ${number}s`
      : `expected a duration such as 90s, 10m or 2h, up to ${longest}`;
  };
}

const DAY_MS = 86_400_000;

/** `30d`; longer than any timer holds, so for ages only. */
export const days: z.ZodType<number> = value('a number of days such as 30d, up to 9999d', (found) => {
  const match = typeof found === 'string' ? /^([1-9]\d{0,3})d$/.exec(found.trim()) : null;
  return match ? Number(match[1]) * DAY_MS : undefined;
});

const LARGEST = 100_000;

export const wholeNumberFrom = (least: number, most: number): z.ZodType<number> =>
  value(`a whole number from ${least} to ${most}`, (found) => {
    const number = numberIn(found);
    return number !== undefined && Number.isInteger(number) && number >= least && number <= most
      ? number
      : undefined;
  });

export const wholeNumber: z.ZodType<number> = wholeNumberFrom(1, LARGEST);

export const amount: z.ZodType<number> = value('an amount in US dollars, such as 2.50', (found) => {
  const number = numberIn(found);
  return number !== undefined && Number.isFinite(number) && number > 0 ? number : undefined;
});

/** Also one in a string: what a variable was filled into. */
export function numberIn(found: unknown): number | undefined {
  if (typeof found === 'number') return found;
  return typeof found === 'string' && /^\d+(\.\d+)?$/.test(found.trim()) ? Number(found) : undefined;
}

/** A whole number of any size and sign but zero, also one in a string. */
export function idIn(found: unknown): number | undefined {
  const number = typeof found === 'string' && /^-?\d+$/.test(found.trim()) ? Number(found) : found;
  return Number.isSafeInteger(number) && number !== 0 ? (number as number) : undefined;
}

/** A list with something in it; a fault in an item is told at the item. */
export const listOf = <T>(what: string, item: z.ZodType<T>): z.ZodType<T[]> =>
  value(what, (found): unknown[] | undefined =>
    Array.isArray(found) && found.length > 0 ? found : undefined,
  ).pipe(z.array(item).transform((items) => [...new Set(items)]));

/** Task types as task files write them, in lower case. */
export const typeNames: z.ZodType<string[]> = value('a list of task types, such as [database]', (found) =>
  Array.isArray(found) && found.every(isText) ? found.map((name) => name.trim().toLowerCase()) : undefined,
);

/** A command line as one string or as a list of words. */
export const words: z.ZodType<string[]> = value(
  'a string, or a list of strings; quotes must be closed',
  (found) => {
    if (Array.isArray(found)) return found.every((word) => typeof word === 'string') ? found : undefined;
    return typeof found === 'string' ? splitWords(found) : undefined;
  },
);
