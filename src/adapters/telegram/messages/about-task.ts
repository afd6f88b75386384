import type { Task } from '../../../core/task/index.ts';
import { formatDuration } from '../../../core/text/duration.ts';
import { counted, enumerated } from '../../../core/wording/numbers.ts';
import { named } from '../../../core/wording/place.ts';
import { short } from './cut.ts';
import { isLong, outsideWords } from './outside-words.ts';
import { cleaned, cleanedLine, folded, type Rich } from './rich-text.ts';

const LONGEST_DESCRIPTION = 1_200;
const LONGEST_CRITERION = 150;
const MOST_CRITERIA = 8;
const LONGEST_FACT = 80;
const LONGEST_LIST = 200;

/** What is to be approved, as far as it fits a card. */
export function aboutTask(task: Task | undefined): readonly (Rich | string)[] {
  if (!task) {
    return ['⚠️ The text of this task, as kept at the start, cannot be read. Stop and start the file again.'];
  }
  const text = [
    short(cleaned(task.description ?? task.instruction).trim(), LONGEST_DESCRIPTION),
    ...criteriaOf(task),
  ].join('\n');
  const { dependsOn } = task;
  return [
    isLong(text) ? folded(outsideWords(text)) : outsideWords(text),
    taskFacts(task).join(' · '),
    dependsOn.length > 0 ? cleanedLine(`Builds on ${enumerated(dependsOn.map(named))}.`, LONGEST_LIST) : '',
  ];
}

function criteriaOf({ acceptanceCriteria }: Task): readonly string[] {
  const shown = acceptanceCriteria.slice(0, MOST_CRITERIA);
  const more = acceptanceCriteria.length - shown.length;
  return [
    ...(shown.length > 0 ? ['Done when:'] : []),
    ...shown.map((criterion) => `- ${cleanedLine(criterion, LONGEST_CRITERION)}`),
    ...(more > 0 ? [`- … ${counted(more, 'more', 'more')}`] : []),
  ];
}

/** What the file says about how the task is to be run. */
export function taskFacts({ priority, model, timeoutMs, workingDirectory }: Task): readonly string[] {
  return [
    ...(priority === undefined ? [] : [`Priority: ${priority}`]),
    ...(model === undefined ? [] : [`Model: ${cleanedLine(model, LONGEST_FACT)}`]),
    ...(timeoutMs === undefined ? [] : [`Time limit: ${formatDuration(timeoutMs)}`]),
    ...(workingDirectory === undefined ? [] : [`Folder: ${cleanedLine(workingDirectory, LONGEST_FACT)}`]),
  ];
}
