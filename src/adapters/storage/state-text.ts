import type { ProjectState } from '../../app/project-state.ts';
import type { TaskRecord } from '../../core/session/index.ts';
import { encodeTask } from './encode-session.ts';
import { encodeState } from './encode-state.ts';

/** No string in JSON text holds this: the quotation marks in one are escaped. */
const NO_TASKS = '"tasks":[]';

interface Written {
  readonly id: string;
  readonly tasks: readonly { readonly task: TaskRecord; readonly text: string }[];
}

/**
 * Gives the text of one state after another: `JSON.stringify(encodeState(state))`. A list may be long and little of
 * it changes from save to save, so the text of a task is made again only when its record is another.
 */
export function createStateText(): (state: ProjectState) => string {
  let last: Written = { id: '', tasks: [] };

  return (state) => {
    const { session } = state;
    if (session.state === 'idle') return JSON.stringify(encodeState(state));
    const { id } = session;
    const before = id === last.id ? last.tasks : [];
    const tasks = session.tasks.map((task, index) => {
      const same = before[index];
      if (same?.task === task) return same;
      return { task, text: JSON.stringify(encodeTask(task, id, index + 1)) };
    });
    last = { id, tasks };
    const list = `"tasks":[${tasks.map(({ text }) => text).join(',')}]`;
    // The first one is the session's: nothing with tasks comes before it.
    return JSON.stringify(encodeState(state, [])).replace(NO_TASKS, () => list);
  };
}
