import { expect, it } from '@jest/globals';
import { reasonOf } from '../../../src/core/wording/gate-reason.ts';
import { placeAndTitle } from '../../../src/core/wording/place.ts';
import { openOf, play, required, start } from '../../helpers/session-play.ts';

const open = openOf(play(required, start()));
const [task] = open.tasks;
if (!task) throw new Error('the session has no task');
const untyped = { ...open, tasks: [task, { ...task, number: 20, title: 'List\npage', type: undefined }] };

it('a task is named by its place, its own number where that is another, and its type where it has one', () => {
  expect(placeAndTitle(untyped, 20)).toBe('Task 2/2 (number 20): List page');
  const typed = { ...untyped, tasks: [{ ...task, type: 'back\nend' }] };
  expect(placeAndTitle(typed, task.number)).toMatch(/^Task 1\/1: .* \(back end\)$/);
});

it('a checkpoint names the type of the task before it', () => {
  const gate = { kind: 'start', why: 'checkpoint', id: 'g', openedAt: open.startedAt, digest: 'd' } as const;
  expect(
    reasonOf(
      { ...untyped, tasks: [{ ...task, type: 'database' }, ...untyped.tasks.slice(1)] },
      { ...gate, task: 20 },
    ),
  ).toBe('it stops after every "database" task, so that you can check it (checkpoint_after).');
  expect(
    reasonOf(
      { ...untyped, tasks: [{ ...task, type: undefined }, ...untyped.tasks.slice(1)] },
      { ...gate, task: 20 },
    ),
  ).toMatch('after every "" task');
});
