import { fieldLike, type FieldName, fieldNamed } from './field-names.ts';
import { quote } from './quote.ts';

const GUARDS: ReadonlySet<FieldName | undefined> = new Set([
  'Requires Approval',
  'Plan First',
  'Depends On',
  'Timeout',
  'Budget',
  'Working Directory',
]);

/**
 * A line that was meant as a field but is not one to the grammar (`**Type**: x`, `- **Type:** x`,
 * `Requires Approval: true`), and what to say about it. Bold names that resemble no field are text.
 */
export function nearFieldFault(line: string): string | undefined {
  const match = /^([*_]{0,3})([A-Za-z][A-Za-z \t_-]{1,24}?)[*_]{0,3}[ \t]*:/.exec(line);
  if (!match) return undefined;
  const [written, marks = '', name = ''] = match;
  const field = marks === '' ? guardNamed(name) : (fieldNamed(name) ?? fieldLike(name));
  if (field === undefined) return undefined;
  return (
    `${quote(written)} is not read as a field. Write ${quote(`**${field}:**`)} at the very start of the line, ` +
    `or move the text under ${quote('**Claude Instruction:**')}.`
  );
}

function guardNamed(name: string): FieldName | undefined {
  const field = fieldNamed(name);
  return isGuard(field) ? field : undefined;
}

/** Whether the field keeps a task from running when, where, longer or dearer than its author said. */
export const isGuard = (field: FieldName | undefined): boolean => GUARDS.has(field);
