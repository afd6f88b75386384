import type { Task } from '../../../core/task/index.ts';
import { oneLine } from '../../../core/text/plain-text.ts';
import { shortened } from '../../../core/text/shortened.ts';

const LONGEST = 200;
const MOST = 8;

/** What is to be looked at; nothing when the task does not say it. */
export function criteriaLines({
  acceptanceCriteria: all,
}: Pick<Task, 'acceptanceCriteria'>): readonly string[] {
  if (all.length === 0) return [];
  const more = all.length - MOST;
  return [
    'Done when:',
    ...all.slice(0, MOST).map((criterion) => `- ${shortened(oneLine(criterion), LONGEST)}`),
    ...(more > 0 ? [`- … ${more} more`] : []),
  ];
}
