import type * as z from 'zod';
import { nearestName } from '../../core/text/nearest.ts';
import { shortened } from '../../core/text/shortened.ts';
import { oneLine } from '../../core/text/plain-text.ts';

const SHOWN = 40;

/** What is wrong with a body, in a sentence; values are never repeated, one of them is a secret. */
export function bodyFault(error: z.ZodError, schema: z.ZodObject): string {
  const [issue] = error.issues;
  if (!issue) return 'The body is not as expected.';
  const known = Object.keys(schema.shape);
  if (issue.code === 'unrecognized_keys') {
    const [name = ''] = issue.keys;
    const near = nearestName(name, known);
    const hint = near === undefined ? `Known are: ${known.join(', ')}.` : `Did you mean "${near}"?`;
    return `"${shortened(oneLine(name), SHOWN)}" is not known here. ${hint}`;
  }
  const place = issue.path.map(String).join('.');
  return place === '' ? 'The body is to be a JSON object.' : `"${place}": ${oneLine(issue.message)}.`;
}
