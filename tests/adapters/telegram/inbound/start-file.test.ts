import { describe, expect, it } from '@jest/globals';
import { taskNumbered } from '../../../app/stage.ts';
import { createFakeTaskFiles } from '../../../helpers/app-fakes.ts';
import { createChatStages } from '../stage.ts';

const { openChat } = createChatStages();

const reading = (path: string) => ({ ok: true, path, file: { tasks: [taskNumbered(1)] } }) as const;
const faulty = {
  ok: false,
  path: 'tasks/faulty.md',
  faults: [{ line: 3, column: 1, message: 'Task 2 has no instruction.' }],
} as const;

const withFiles = (...names: readonly string[]): Parameters<typeof openChat>[0] => ({
  deps: () => ({
    taskFiles: createFakeTaskFiles({
      ...Object.fromEntries(names.map((name) => [name, reading(name)])),
      'faulty.md': faulty,
    }),
  }),
});

describe('/start', () => {
  it('without a name takes the file of today', async () => {
    const { ann, service } = await openChat(withFiles('2026-11-20-tasks.md', '2026-11-21-tasks.md'));
    ann.says('/start');
    await ann.sees(/^⏸️ Task 1/);
    expect(service.read()).toMatchObject({ file: '2026-11-21-tasks.md' });
  });

  it('without a file of today offers the newest, and starts it at a tap', async () => {
    const { ann, service, now } = await openChat(withFiles('2026-11-20-tasks.md'));
    ann.says('/start');
    const offer = await ann.sees(/2026-11-20-tasks\.md/);
    expect(now()).toBe('idle');
    expect((await ann.taps(/./, { message: offer.message_id }).answered).text).toBe('📋 Started');
    await ann.sees(/^⏸️ Task 1/);
    expect(service.read()).toMatchObject({ file: '2026-11-20-tasks.md' });
    expect((await ann.taps(/./, { message: offer.message_id }).answered).text).toMatch(/is still open/);
  });

  it('of a file that is not there any more says so', async () => {
    const { ann, now } = await openChat(withFiles('2026-11-20-tasks.md'));
    ann.says('/help');
    const { message_id } = await ann.sees(/\/approve .*go on/);
    expect(await ann.tapsData(message_id, '1:file:00000000').answered).toEqual({
      text: 'That file is not there any more. /start looks again.',
      show_alert: true,
    });
    expect(now()).toBe('idle');
  });

  it('of a file with faults lists them, and starts nothing', async () => {
    const { ann, now } = await openChat(withFiles());
    ann.says('/start faulty.md');
    expect((await ann.sees(/Task 2 has no instruction/)).text).toContain('tasks/faulty.md');
    expect(now()).toBe('idle');
  });

  it('while a session is open says which, and what waits', async () => {
    const { ann, started } = await openChat();
    await started();
    ann.says('/start');
    expect((await ann.sees(/is still open/)).text).toMatch(
      /^⚠️ Session 20261121-093015 \(tasks\/today.md\) is still open[^]*Waiting for you: Task 1\/3/,
    );
  });
});
