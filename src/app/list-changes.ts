import { hasBegun, type ListChange, type ListedTask, type OpenSession } from '../core/session/index.ts';

/** How an edited list differs from the one that is worked through, in the order of the edited one. */
export function listChanges(session: OpenSession, tasks: readonly ListedTask[]): readonly ListChange[] {
  const known = new Map(session.tasks.map((task) => [task.number, task]));
  const left = new Set(tasks.map((task) => task.number));
  const order = session.tasks.filter((task) => left.has(task.number)).map((task) => task.number);
  let place = 0;
  const changes = tasks.flatMap((task): readonly ListChange[] => {
    const { number, title } = task;
    const before = known.get(number);
    if (!before) return [{ number, title, change: 'added', begun: false }];
    const moved = order[place++] !== number;
    if (before.digest !== task.digest) return [{ number, title, change: 'changed', begun: hasBegun(before) }];
    return moved ? [{ number, title, change: 'moved', begun: hasBegun(before) }] : [];
  });
  const removed = session.tasks
    .filter((task) => !left.has(task.number))
    .map((task): ListChange => {
      return { number: task.number, title: task.title, change: 'removed', begun: hasBegun(task) };
    });
  return [...changes, ...removed];
}
