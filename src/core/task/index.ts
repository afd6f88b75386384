export { endOf, startOf } from './block.ts';
export { codeSpans } from './code-spans.ts';
export { byPosition, type Fault } from './fault.ts';
export { formatFaults } from './format-faults.ts';
export { createLineIndex, type LineIndex } from './line-index.ts';
export { parseMarkdown } from './parse-markdown.ts';
export { parseTaskFile, type TaskFileParse } from './parse-task-file.ts';
export type { Priority, Task, TaskFile } from './task.ts';
