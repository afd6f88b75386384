import { describe, expect, it } from '@jest/globals';
import { useAll, type ModelScript, type ToolUse } from '../../../src/demo/model-script.ts';
import { createAskingStages, inOrder, ran, run, type AskingStage } from './asking-stage.ts';

const createStage = createAskingStages();

const call = (name: string): ToolUse => ({ tool: 'Bash', input: { command: ran(name), description: 'x' } });
const RULES = `permissions: { allow: [${JSON.stringify('Bash(echo ran >> allowed)')}, Edit(/**)] }`;

/** Calls in one message; then the model asks for each that it was told to ask for again. */
const together =
  (...names: readonly string[]): ModelScript =>
  (conversation) => {
    const calls = names.map(call);
    if (conversation.turn === 0) return useAll(calls);
    const again = conversation.toolResults.flatMap(({ text }, n) =>
      /again, alone|alone in its message/.test(text) && n < names.length ? [names[n] ?? ''] : [],
    );
    return inOrder(useAll(calls), ...again.map(run))(conversation);
  };

const count = async (stage: AskingStage, names: readonly string[]): Promise<readonly number[]> =>
  Promise.all(names.map(async (name) => (await stage.lines(name)).length));

describe('calls in one message, while the attempt waits', () => {
  it.each([[['one', 'two']], [['one', 'two', 'three']], [['one', 'allowed', 'two']], [['allowed', 'one']]])(
    '%j: each is asked, or ruled on, and run once',
    async (names) => {
      const stage = await createStage({ script: inOrder(useAll(names.map(call))), config: RULES });
      await stage.begin();
      const asked = await stage.answerEach('allow');
      expect(asked).toEqual(names.filter((name) => name !== 'allowed').map(ran));
      expect(await count(stage, names)).toEqual(names.map(() => 1));
      expect(stage.read().map(({ isError }) => isError)).toEqual(names.map(() => false));
    },
  );

  it('one is allowed and one denied', async () => {
    const stage = await createStage({ script: inOrder(useAll([call('one'), call('two')])) });
    await stage.begin();
    const first = await stage.asks(ran('one'));
    await stage.say('deny', { words: 'Not that one.' });
    const second = await stage.asks(ran('two'), first);
    await stage.say('allow', { gate: second.id });
    await stage.completed();
    expect(await count(stage, ['one', 'two'])).toEqual([0, 1]);
    expect(stage.read().map(({ isError }) => isError)).toEqual([true, false]);
  });
});

describe('calls in one message that nobody answers', () => {
  const all: readonly (readonly string[])[] = [
    ['one', 'two'],
    ['one', 'two', 'three'],
    ['one', 'allowed', 'two'],
    ['allowed', 'one', 'two'],
    ['one', 'two', 'allowed'],
  ];

  it.each([
    ...all.map((names) => [names, 0] as const),
    ...all.slice(0, 3).map((names) => [names, 1_500] as const),
  ])('%j, %s ms apart: none is lost, and none runs unasked', async (names, blockMs) => {
    const stage = await createStage({ script: together(...names), config: RULES, wait: '1s', blockMs });
    await stage.begin();
    const gated = names.filter((name) => name !== 'allowed');
    // What is asked on after the attempt has ended is one call; the others are asked for again, each alone.
    const answered: string[] = [];
    while (answered.length < gated.length) {
      const kept = await stage.gate('ask');
      if (kept.call?.live === false) {
        expect(await count(stage, gated)).toEqual(gated.map((name) => (answered.includes(name) ? 1 : 0)));
        answered.push(kept.call.detail.slice(ran('').length));
        await stage.say('allow', { gate: kept.id });
      }
    }
    await stage.completed();
    expect(answered.toSorted()).toEqual(gated.toSorted());
    expect(await count(stage, names)).toEqual(names.map(() => 1));
    expect(stage.prompts()).toHaveLength(1);
    const read = stage.read();
    expect(read.some(({ text }) => text.includes('missing'))).toBe(false);
    expect(read.filter(({ isError }) => isError)).toHaveLength(read.length - names.length);
  });

  it('the same while the service is away: the hook says so in its place', async () => {
    const stage = await createStage({ script: together('one', 'two', 'three'), wait: '2s' });
    const service = await stage.begin();
    await stage.asks(ran('one'));
    service.kill('SIGKILL');
    await service.ended;
    await stage.quiet();
    await stage.serve();
    let kept = await stage.kept(ran('three'));
    expect(await count(stage, ['one', 'two', 'three'])).toEqual([0, 0, 0]);
    for (const name of ['one', 'two']) {
      await stage.say('allow', { gate: kept.id });
      kept = await stage.asks(ran(name), kept);
    }
    await stage.say('allow', { gate: kept.id });
    await stage.completed();
    expect(await count(stage, ['one', 'two', 'three'])).toEqual([1, 1, 1]);
    expect(stage.read().map(({ isError }) => isError)).toEqual([true, true, false, false, false]);
  });
});
