import { z } from 'zod';
import { readRule, type Rule } from '../core/permission/index.ts';
import { isText, value } from './values.ts';

const EXPECTED = 'expected a rule such as Bash(npm test:*), in quotes if a blank follows a colon in it';

const rule: z.ZodType<Rule> = z.unknown().transform((found, context): Rule => {
  const reading = isText(found) ? readRule(found.trim()) : { ok: false as const, sentence: undefined };
  if (reading.ok) return reading.rule;
  context.addIssue({ code: 'custom', message: EXPECTED, params: { sentence: reading.sentence } });
  return z.NEVER;
});

/** Rules in the notation of the CLI; an empty list is one, too. */
export const ruleList: z.ZodType<Rule[]> = value(
  'a list of rules, such as [Bash(npm test:*), Edit(src/**)]',
  (found) => (Array.isArray(found) ? found : undefined),
).pipe(z.array(rule));
