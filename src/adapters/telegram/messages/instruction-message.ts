import type { Task } from '../../../core/task/index.ts';
import type { Tasks } from '../../../core/wording/place.ts';
import { taskFacts } from './about-task.ts';
import { headOf } from './names.ts';
import { outsideWords, WHOLE } from './outside-words.ts';
import { bold, cleaned, codeBlock, lines, type Rich } from './rich-text.ts';

/** Everything that the file says about a task; the instruction as Claude gets it. Has to be split. */
export function instructionMessage(session: Tasks | undefined, number: number, task: Task | undefined): Rich {
  const head = bold(`📋 ${headOf(session, number)}`);
  if (!task) return lines(head, '⚠️ The text of this task, as kept at the start, cannot be read.');
  const { description, acceptanceCriteria, verify, instruction } = task;
  const criteria = acceptanceCriteria.map((criterion) => `- ${cleaned(criterion)}`).join('\n');
  return lines(
    head,
    taskFacts(task).join(' · '),
    ...(description === undefined ? [] : [outsideWords(cleaned(description).trim(), WHOLE)]),
    ...(criteria === '' ? [] : ['Done when:', outsideWords(criteria, WHOLE)]),
    ...(verify.length === 0
      ? []
      : ['Verified afterwards by:', codeBlock(verify.map((command) => cleaned(command)).join('\n'))]),
    'Instruction to Claude:',
    codeBlock(cleaned(instruction)),
  );
}
