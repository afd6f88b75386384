import { describe, expect, it } from '@jest/globals';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bash, say, type ModelScript } from '../../src/demo/model-script.ts';
import { processesWith } from '../helpers/processes.ts';
import type { Program } from '../helpers/program.ts';
import { taskFile, type Project } from '../helpers/project.ts';
import type { SeenMessage } from '../helpers/telegram/chat-view.ts';
import { createTelegramStages, type TelegramStage } from '../helpers/telegram-stage.ts';
import { until } from '../helpers/until.ts';

const createStage = createTelegramStages();
const tasks = taskFile({ title: 'First' }, { title: 'Second' });

/** A tool call that runs until the test makes the file `go`. */
const WAIT = 'echo begun >>begun; until [ -e go ]; do sleep 0.1; done; echo finished >>finished';
const waits: ModelScript = ({ turn }) => (turn === 0 ? bash(WAIT) : say('I waited to the end.'));

const has = async ({ directory }: Project, name: string): Promise<boolean> =>
  (await readFile(join(directory, name), 'utf8').catch(() => '')) !== '';
const go = ({ directory }: Project): Promise<void> => writeFile(join(directory, 'go'), '');
const attemptOf = ({ home }: Project): readonly number[] =>
  processesWith('GREENLIGHT_ATTEMPT=', `HOME=${home}`);

/** Far longer than closing takes, and shorter than grammY's patience with a call that hangs (45 s). */
const PROMPT_MS = 35_000;

async function ends(service: Program, signal: NodeJS.Signals): Promise<void> {
  service.kill(signal);
  expect(await service.ended).toBe(0);
}

/** A service whose first attempt is in its tool call. */
async function running(attempt: 'leave' | 'wait' | 'stop'): Promise<TelegramStage & { service: Program }> {
  const stage = await createStage({ script: waits, tasks, config: `shutdown: { attempt: ${attempt} }` });
  const service = await stage.serve();
  stage.ann.says('/start list.md');
  await stage.ann.sees(/Task 1\/2/);
  await stage.ann.taps('Begin').answered;
  await until(() => has(stage.project, 'begun'));
  return { ...stage, service };
}

describe('a signal ends the service', () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('%s: with a sentence, and with 0', async (signal) => {
    const stage = await createStage({ script: waits, tasks });
    const service = await stage.serve();
    await ends(service, signal);
    expect(service.output()).toMatch(/^✅ telegram: .*\n⏸️ The service ends\. What waits is kept\.\n$/);
  });

  async function withoutAnswers(): Promise<void> {
    const { service, ann, bots } = await running('leave');
    await ann.sees(({ from, buttons }: SeenMessage) => from === 'bot' && buttons.join().includes('Stop'));
    bots.fault({ method: 'editMessageText', hang: true, times: 1_000 });
    await until(() => bots.requests.some(({ method, lost }) => method === 'editMessageText' && lost));
    await ends(service, 'SIGTERM');
  }
  it('although Telegram does not answer any more', withoutAnswers, PROMPT_MS);

  it('during an outage', async () => {
    const { service, bots } = await running('leave');
    bots.outage(true);
    await service.see('Telegram cannot be reached');
    await ends(service, 'SIGTERM');
  });
});

describe('a signal while an attempt runs', () => {
  it('leave: the attempt goes on, and the next start tells its result', async () => {
    const stage = await running('leave');
    const { service, project, ann } = stage;
    await ends(service, 'SIGTERM');
    expect(service.output()).toContain(
      '⏸️ The service ends. Attempt 1 goes on by itself, and its result is told',
    );
    expect(attemptOf(project)).not.toEqual([]);
    await go(project);
    await until(() => attemptOf(project).length === 0);
    await stage.serve();
    await ann.sees(/I waited to the end/);
    await ann.sees(/⏸️ Task 2\/2/);
    expect(stage.api.requests.filter(({ conversation }) => conversation.turn === 0)).toHaveLength(1);
  });

  it('wait: the result is told, then the service ends', async () => {
    const { service, project, ann, bots } = await running('wait');
    service.kill('SIGTERM');
    await service.see('⏸️ The service ends after attempt 1. Signal once more to leave it to itself.');
    expect(attemptOf(project)).not.toEqual([]);
    await go(project);
    expect(await service.ended).toBe(0);
    expect(bots.transcript(ann.chat)).toContain('I waited to the end.');
    expect(bots.transcript(ann.chat)).toContain('⏸️ Task 2/2');
    expect(attemptOf(project)).toEqual([]);
  });

  it('wait, and a second signal: the attempt is left to itself', async () => {
    const { service, project } = await running('wait');
    service.kill('SIGINT');
    await service.see('Signal once more');
    await ends(service, 'SIGINT');
    expect(service.output()).toContain(
      '⏸️ Attempt 1 is left to itself. Its result is told at the next start.',
    );
    expect(attemptOf(project)).not.toEqual([]);
    expect(await has(project, 'finished')).toBe(false);
  });

  it('stop: the attempt is ended with all it started, and a gate asks what is to become of it', async () => {
    const stage = await running('stop');
    const { service, project, ann, bots } = stage;
    service.kill('SIGTERM');
    await service.see('⏸️ The service ends attempt 1 and then itself.');
    expect(await service.ended).toBe(0);
    expect(attemptOf(project)).toEqual([]);
    expect(await has(project, 'finished')).toBe(false);
    await ann.sees(({ buttons }) => buttons.join().includes('Retry'));
    const state = JSON.parse(await project.read('state.json')) as { session: { state: string } };
    expect(JSON.stringify(state)).toContain('"open"');

    await go(project);
    const before = bots.revision();
    await stage.serve();
    await ann.taps('Retry').answered;
    await ann.sees(/⏸️ Task 2\/2/, { since: before });
  });
});
