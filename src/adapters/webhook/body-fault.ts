import type * as z from 'zod';
import { nearestName } from '../../core/text/nearest.ts';
import { oneLine } from '../../core/text/plain-text.ts';
import { shortened } from '../../core/text/shortened.ts';

const SHOWN = 40;

/** What is wrong with a body, in a sentence; values are never repeated, one of them is a secret. */
export function bodyFault(error: z.ZodError, schema: z.ZodObject): string {
  // A name that is not known is why another one is missing.
  const unknown = error.issues.find(({ code }) => code === 'unrecognized_keys');
  const issue = unknown ?? error.issues[0];
  const place = issue?.path.map(String).join('.') ?? '';
  if (issue?.code === 'unrecognized_keys') return unknownKey(issue.keys[0] ?? '', Object.keys(schema.shape));
  if (issue === undefined || place === '') return 'The body was no JSON object; expected one like {}.';
  return `"${place}": ${oneLine(issue.message)}.`;
}

function unknownKey(name: string, known: readonly string[]): string {
  const near = nearestName(name, known);
  const hint = near === undefined ? `Known are: ${known.join(', ')}.` : `Did you mean "${near}"?`;
  return `"${shortened(oneLine(name), SHOWN)}" is not known here. ${hint}`;
}
