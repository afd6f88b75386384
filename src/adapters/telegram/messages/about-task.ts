import type { Task } from '../../../core/task/index.ts';
import { formatDuration } from '../../../core/text/duration.ts';
import { counted, enumerated, money } from '../../../core/wording/numbers.ts';
import { named } from '../../../core/wording/place.ts';
import { short } from './cut.ts';
import { isLong, outsideWords } from './outside-words.ts';
import { cleaned, cleanedLine, code, folded, type Rich } from './rich-text.ts';
import type { Room } from './room.ts';

const LONGEST_FACT = 80;
const LONGEST_LIST = 200;
/** Of what only reminds of the task, so that a message keeps within its hundred entities. */
const FEW_COMMANDS = 10;

/** What is to be approved, as far as it fits a card. */
export function aboutTask(task: Task | undefined, room: Room): readonly (Rich | string)[] {
  if (!task) {
    return ['⚠️ The text of this task, as kept at the start, cannot be read. Stop and start the file again.'];
  }
  const text = [
    short(cleaned(task.description ?? task.instruction).trim(), room.description),
    ...criteriaOf(task, room),
  ].join('\n');
  const { dependsOn } = task;
  return [
    isLong(text) ? folded(outsideWords(text)) : outsideWords(text),
    ...verifiedBy(task, room),
    taskFacts(task).join(' · '),
    dependsOn.length > 0 ? cleanedLine(`Builds on ${enumerated(dependsOn.map(named))}.`, LONGEST_LIST) : '',
  ];
}

/** What the task was to come to. */
export function doneWhen(task: Task, room: Room): readonly Rich[] {
  return [outsideWords(criteriaOf(task, room).join('\n'), FEW_COMMANDS)];
}

function criteriaOf({ acceptanceCriteria }: Task, room: Room): readonly string[] {
  const shown = acceptanceCriteria.slice(0, room.criteria);
  const more = acceptanceCriteria.length - shown.length;
  return [
    ...(shown.length > 0 ? ['Done when:'] : []),
    ...shown.map((criterion) => `- ${cleanedLine(criterion, room.criterion)}`),
    ...(more > 0 ? [`- … ${counted(more, 'more', 'more')}`] : []),
  ];
}

/** Never folded: these commands run by themselves once the task is approved. */
function verifiedBy({ verify }: Task, room: Room): readonly (Rich | string)[] {
  const shown = verify.slice(0, room.verify * 2);
  const more = verify.length - shown.length;
  return [
    ...(shown.length > 0 ? ['Verified afterwards by:'] : []),
    ...shown.map((command) => code(cleanedLine(command, room.command))),
    ...(more > 0 ? [`… ${counted(more, 'more', 'more')}`] : []),
  ];
}

/** What the file says about how the task is to be run. */
export function taskFacts({
  priority,
  model,
  timeoutMs,
  workingDirectory,
  planFirst,
  budgetUsd,
}: Task): readonly string[] {
  return [
    ...(planFirst === true ? ['Plan first'] : []),
    ...(priority === undefined ? [] : [`Priority: ${priority}`]),
    ...(model === undefined ? [] : [`Model: ${cleanedLine(model, LONGEST_FACT)}`]),
    ...(timeoutMs === undefined ? [] : [`Time limit: ${formatDuration(timeoutMs)}`]),
    ...(budgetUsd === undefined ? [] : [`Budget: ${money(budgetUsd)}`]),
    ...(workingDirectory === undefined ? [] : [`Folder: ${cleanedLine(workingDirectory, LONGEST_FACT)}`]),
  ];
}
