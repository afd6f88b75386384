import { z } from 'zod';
import { parseDuration } from '../core/text/duration.ts';

/** A value read by `read`; undefined from it is a fault that says what was expected. */
function value<T>(expected: string, read: (found: unknown) => T | undefined): z.ZodType<T> {
  return z.unknown().transform((found, context): T => {
    const result = read(found);
    if (result !== undefined) return result;
    context.addIssue({ code: 'custom', message: `expected ${expected}` });
    return z.NEVER;
  });
}

const isText = (found: unknown): found is string => typeof found === 'string' && found.trim() !== '';

export const text = (what: string): z.ZodType<string> =>
  value(what, (found) => (isText(found) ? found.trim() : undefined));

export const flag: z.ZodType<boolean> = value('true or false', (found) =>
  typeof found === 'boolean' ? found : undefined,
);

/** One of `names`; case does not count. `advice` is for values that are known but not to be had. */
export function oneOf<T extends string>(
  names: readonly T[],
  advice: Readonly<Record<string, string>> = {},
): z.ZodType<T> {
  const expected = `expected one of ${names.join(', ')}`;
  return z.unknown().transform((found, context): T => {
    const written = isText(found) ? found.trim() : '';
    const name = names.find((each) => each.toLowerCase() === written.toLowerCase());
    if (name !== undefined) return name;
    context.addIssue({ code: 'custom', message: advice[written] ?? expected });
    return z.NEVER;
  });
}

/** `90s`, `10m`, `2h`; a bare number is seconds. */
export const duration: z.ZodType<number> = value('a duration such as 90s, 10m or 2h', (found) => {
  if (typeof found === 'number') return Number.isInteger(found) && found > 0 ? found * 1_000 : undefined;
  return isText(found) ? parseDuration(found) : undefined;
});

export const wholeNumber: z.ZodType<number> = value('a whole number of at least 1', (found) =>
  typeof found === 'number' && Number.isInteger(found) && found > 0 ? found : undefined,
);

export const amount: z.ZodType<number> = value('an amount in US dollars, such as 2.50', (found) =>
  typeof found === 'number' && Number.isFinite(found) && found > 0 ? found : undefined,
);

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

const WORD = /\s*((?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'\\])+)/gy;

/** Words as a shell would split them, without expansions; undefined when a quote stays open. */
function splitWords(line: string): string[] | undefined {
  const found = [...line.trim().matchAll(WORD)];
  const length = found.reduce((sum, [whole]) => sum + whole.length, 0);
  if (length !== line.trim().length) return undefined;
  return found.map(([, word = '']) =>
    word.replace(
      /"((?:\\.|[^"\\])*)"|'([^']*)'|\\(.)/g,
      (_, double?: string, single?: string, escaped?: string) =>
        double?.replace(/\\(["\\$`])/g, '$1') ?? single ?? escaped ?? '',
    ),
  );
}
