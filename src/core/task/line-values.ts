import { parseDuration } from '../text/duration.ts';
import type { FIELD_REACH } from './field-names.ts';
import { quote } from './quote.ts';
import { PRIORITIES, type Task } from './task.ts';
import { readWorkingDirectory } from './working-directory.ts';

/** The fields that take one line. */
export type LineFieldName = {
  [N in keyof typeof FIELD_REACH]: (typeof FIELD_REACH)[N] extends 'line' ? N : never;
}[keyof typeof FIELD_REACH];

/** The part of a task that a value gives, or the fault it is. */
type Reading = { readonly part: Partial<Task> } | { readonly fault: string };

const ANSWERS = new Map([
  ['true', true],
  ['yes', true],
  ['false', false],
  ['no', false],
]);

/** Reads the value, never empty, of each field that takes one line; `Depends On` has its own reader. */
export const LINE_VALUES: Record<Exclude<LineFieldName, 'Depends On'>, (value: string) => Reading> = {
  Type(value) {
    const type = value.toLowerCase();
    if (/^[\p{L}\p{N}][\p{L}\p{N} ._/+&#-]*$/u.test(type)) return { part: { type } };
    return { fault: `\`Type\` is one name such as \`database\`, not ${quote(value)}.` };
  },

  Priority(value) {
    const priority = PRIORITIES.find((known) => known === value.toLowerCase());
    if (priority) return { part: { priority } };
    return { fault: `\`Priority\` is low, medium, high or critical, not ${quote(value)}.` };
  },

  'Requires Approval'(value) {
    const requiresApproval = ANSWERS.get(value.toLowerCase());
    if (requiresApproval !== undefined) return { part: { requiresApproval } };
    return { fault: `\`Requires Approval\` is true or false (or yes or no), not ${quote(value)}.` };
  },

  'Plan First'(value) {
    const planFirst = ANSWERS.get(value.toLowerCase());
    if (planFirst !== undefined) return { part: { planFirst } };
    return { fault: `\`Plan First\` is true or false (or yes or no), not ${quote(value)}.` };
  },

  Timeout(value) {
    const timeoutMs = parseDuration(value);
    if (timeoutMs !== undefined) return { part: { timeoutMs } };
    return {
      fault: `\`Timeout\` is a whole number with a unit: \`90s\`, \`10m\` or \`2h\`, not ${quote(value)}.`,
    };
  },

  Budget(value) {
    const budgetUsd = Number(/^\$?(\d{1,4}(?:\.\d{1,2})?)(?:\s*USD)?$/i.exec(value)?.[1]);
    if (budgetUsd > 0) return { part: { budgetUsd } };
    return {
      fault: `\`Budget\` is an amount in US dollars from 0.01 to 9999.99, such as \`2.50\` or \`$2.50\`, not ${quote(value)}.`,
    };
  },

  Model(value) {
    if (/^[^\s-]\S*$/.test(value)) return { part: { model: value } };
    return {
      fault: `\`Model\` is one name without spaces and without a \`-\` in front, not ${quote(value)}.`,
    };
  },

  'Working Directory'(value) {
    const reading = readWorkingDirectory(value);
    if ('path' in reading) return { part: { workingDirectory: reading.path } };
    return {
      fault: `\`Working Directory\` is a folder inside the project such as \`packages/web\`, not ${quote(value)}: ${reading.problem}.`,
    };
  },
};
