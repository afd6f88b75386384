import { nearestName } from '../text/nearest.ts';

/**
 * How far each field reaches: `line` to the end of its line, `list` over the list under it, `text` to the
 * next field, `rest` to the next task.
 */
export const FIELD_REACH = {
  Type: 'line',
  Priority: 'line',
  'Requires Approval': 'line',
  'Plan First': 'line',
  'Depends On': 'line',
  Timeout: 'line',
  Budget: 'line',
  Model: 'line',
  'Working Directory': 'line',
  Description: 'text',
  'Acceptance Criteria': 'list',
  Verify: 'list',
  'Claude Instruction': 'rest',
} as const;

export type FieldName = keyof typeof FIELD_REACH;

const FIELD_NAMES = Object.keys(FIELD_REACH) as FieldName[];

/** The field of that name, however it is capitalised and spaced. */
export function fieldNamed(written: string): FieldName | undefined {
  const wanted = written.trim().replace(/\s+/g, ' ').toLowerCase();
  return FIELD_NAMES.find((name) => name.toLowerCase() === wanted);
}

/** Common in tasks, and only by chance near to the name of a field (`Budget`). */
const OTHER_WORDS: ReadonlySet<string> = new Set(['bucket', 'gadget', 'widget']);

/** The field whose name is closest to what was written, if one is close. */
export function fieldLike(written: string): FieldName | undefined {
  if (OTHER_WORDS.has(written.trim().toLowerCase())) return undefined;
  const nearest = nearestName(written, FIELD_NAMES);
  return FIELD_NAMES.find((name) => name === nearest);
}
