import { describe, expect, it } from '@jest/globals';
import type { KeptCall } from '../../../../src/app/ports/call-book.ts';
import type { Question } from '../../../../src/core/permission/index.ts';
import type { Notice } from '../../../../src/core/session/index.ts';
import {
  ask,
  askOf,
  call,
  deferred,
  limitedUntil,
  limitOf,
  planFirst,
  planned,
  question,
} from '../../../helpers/session-asks.ts';
import {
  approve,
  gateOf,
  openOf,
  play,
  report,
  required,
  start,
  stop,
  type BareCommand,
  type Story,
} from '../../../helpers/session-play.ts';
import { bodyOf, deliver, type Body } from './delivered.ts';
import { record, type Options } from './stage.ts';

const about = { session: 'S', at: '2026-11-21T09:30:15.000Z' };
const npmInstall: KeptCall = {
  ...{ id: call().id, tool: 'Bash', digest: call().digest },
  shown: { kind: 'command', command: 'npm install left-pad', description: 'Install it' },
};
const which: Question = {
  ...{ question: 'Which database?', header: 'Database', multiSelect: false },
  options: [{ label: 'SQLite', description: 'One file' }, { label: 'Postgres' }],
};
const asksWhich: KeptCall = {
  ...{ id: question.id, tool: question.tool, digest: question.digest, questions: [which] },
  shown: { kind: 'other', tool: question.tool, input: '{}' },
};

const story = (...commands: readonly BareCommand[]): Story => play(required, start(), approve, ...commands);
const live = story(ask());
const asked = story(ask(question));
const kept = story(ask(), report(1, deferred()));

const opened = (of: Story): Notice => ({ type: 'gate-opened', gate: askOf(of), ...about });
const keptNotice: Notice = { type: 'ask-kept', gate: askOf(kept), ...about };

async function told(notice: Notice, of: Story, options: Options = {}): Promise<Body> {
  return bodyOf(await deliver(notice, openOf(of), options));
}

const commandsOf = ({ buttons }: Body): readonly string[] => buttons.map(({ command }) => command);

describe('a call that waits for leave', () => {
  it('is told with what it would do and why it is asked, and can be allowed, once or for the task, or denied', async () => {
    const body = await told(opened(live), live, { kept: npmInstall });
    expect(body).toMatchSnapshot();
    expect(commandsOf(body)).toEqual(['allow', 'allow task', 'deny', 'stop', 'pause']);
    expect(body.html).toContain('<pre>npm install left-pad</pre>');
  });

  it.each([undefined, { ...npmInstall, digest: 'of something else' }])(
    'can only be denied where it cannot be shown (%#)',
    async (found) => {
      const body = await told(opened(live), live, found && { kept: found });
      expect(body.message).toContain('cannot be shown');
      expect(commandsOf(body)).toEqual(['deny', 'stop', 'pause']);
      expect(body.gate).toMatchObject({ call: { shown: false, detail: 'npm install left-pad' } });
      expect(body.gate).not.toHaveProperty('call.command');
    },
  );

  it('can be allowed just once where nothing else is offered', async () => {
    const once = story(ask(call(1, { cover: undefined })));
    expect(commandsOf(await told(opened(once), once, { kept: npmInstall }))).toEqual([
      ...['allow', 'deny', 'stop', 'pause'],
    ]);
  });

  it.each<KeptCall['shown']>([
    { kind: 'edit', path: 'src/a.ts', diff: '-one\n+two' },
    { kind: 'write', path: 'src/b.ts', content: 'three' },
    { kind: 'write', path: 'src/b.ts', content: 'three', diff: '+three' },
    { kind: 'fetch', url: 'https://example.com/a', prompt: 'What is new?' },
    { kind: 'other', tool: 'mcp__tracker__close', input: '{"issue":7}' },
  ])('is told whatever the tool: %j', async (shown) => {
    const { message, gate } = await told(opened(live), live, { kept: { ...npmInstall, shown } });
    expect([message, (gate as { call: unknown }).call]).toMatchSnapshot();
  });

  it('is cut where it is too long, and that is said', async () => {
    const shown = { kind: 'command', command: `echo ${'&'.repeat(60_000)}` } as const;
    const body = await told(opened(live), live, { kept: { ...npmInstall, shown } });
    expect(body.html.length).toBeLessThanOrEqual(4_096);
    expect(body.message).toContain('It is longer than what stands here');
    expect(body.gate).toMatchObject({ call: { whole: false } });
  });

  it('is told without secrets', async () => {
    const token = 'p&ss"word<of>the\\tests';
    const shown = {
      kind: 'command',
      command: `curl -H ${token} ${'x'.repeat(40)}`,
      description: token,
    } as const;
    const redact = (words: string): string => words.replaceAll(token, '[redacted]');
    const received = await deliver(opened(live), openOf(live), { kept: { ...npmInstall, shown }, redact });
    expect(received?.body).toContain('[redacted]');
    expect(received?.body).not.toContain('of>the');
  });

  it('is told once more when Claude waits no longer, and then also to be left out', async () => {
    const body = await told(keptNotice, kept, { kept: npmInstall });
    expect(body.message).toMatch(/Claude does not wait any longer; your answer lets it go on\.$/);
    expect([body.type, body.gate]).toEqual(['gate', expect.objectContaining({ id: askOf(live).id })]);
    expect(commandsOf(body)).toEqual(['allow', 'allow task', 'deny', 'skip', 'stop', 'pause']);
  });

  it('is told to be withdrawn, without buttons', async () => {
    const stopping = story(ask(), stop(1));
    const body = await told({ type: 'asks-withdrawn', gates: ['g3'], ...about }, stopping);
    expect([body.message, body.buttons]).toEqual(['⏭️ No longer asked: the attempt ended.', []]);
  });

  it('is reminded of while it is live', async () => {
    const body = await told({ type: 'gate-reminder', gate: askOf(live), ...about }, live, {
      kept: npmInstall,
    });
    expect(body.message).toMatch(/^⏸️ Still waiting: Task 1\/3[^]*npm install left-pad/);
  });

  it('is not told where it is decided, nor how an attempt ended for it', async () => {
    const allowed = story(ask(), { type: 'allow' });
    expect(await deliver(opened(live), openOf(allowed))).toBeUndefined();
    const ended = { type: 'attempt-ended', epoch: 1, task: 1, outcome: deferred(), ...about } as const;
    expect(await deliver(ended, openOf(kept))).toBeUndefined();
  });
});

describe('a question', () => {
  it('has its options as buttons', async () => {
    const body = await told(opened(asked), asked, { kept: asksWhich });
    expect(body).toMatchSnapshot();
    expect(body.buttons.map(({ text, command }) => `${text}: ${command}`)).toEqual([
      ...['SQLite: answer #1', 'Postgres: answer #2', 'You decide: deny', 'Stop: stop', 'Pause: pause'],
    ]);
  });

  it.each([
    ['several of its options may be chosen', [{ ...which, multiSelect: true }]],
    ['there are several', [which, { ...which, question: 'Which cache?' }]],
  ])('is answered in words where %s', async (_why, questions) => {
    const body = await told(opened(asked), asked, { kept: { ...asksWhich, questions } });
    expect(commandsOf(body)).toEqual(['deny', 'stop', 'pause']);
    expect(body.message).toContain('/answer and the number of an option, or words');
  });

  it('is answered in words where it cannot be shown', async () => {
    const body = await told(opened(asked), asked);
    expect(body.message).toContain('Your own words are an answer');
    expect(body.message).toContain('/answer and words; /deny leaves it to Claude.');
    expect(commandsOf(body)).toEqual(['deny', 'stop', 'pause']);
    expect(body.gate).toMatchObject({ call: { shown: false, detail: 'Which database?' } });
  });

  it('that is hostile keeps to what Telegram takes', async () => {
    for (const words of ['<b>&"</b>', '<'.repeat(5_000), '👨‍👩‍👧‍👦'.repeat(900), 'a\u202eb\u0000']) {
      const option = { label: words, description: words };
      const hostile = { question: words, header: words, multiSelect: false, options: [option, option] };
      const body = await told(opened(asked), asked, { kept: { ...asksWhich, questions: [hostile] } });
      expect(body.html.length).toBeLessThanOrEqual(4_096);
      expect(body.html.replace(/<(b|pre|blockquote)>[^<>]*<\/\1>/g, '').replace(/[^<>]/g, '')).toBe('');
      for (const { data } of body.buttons) expect(data).toMatch(/^[\x20-\x7e]{1,64}$/);
    }
  });
});

describe('a plan', () => {
  const withPlan = play(required, start(planFirst), approve, report(1, planned));
  const notice: Notice = { type: 'gate-opened', gate: gateOf(withPlan), ...about };

  it('is told at its gate', async () => {
    const body = await told(notice, withPlan, { record: record('1. Look <twice>.\n2. Change it.') });
    expect(body).toMatchSnapshot();
    expect(body.buttons.map(({ text }) => text).slice(0, 3)).toEqual(['Approve', 'Skip', 'Plan anew']);
  });

  it('is not told twice', async () => {
    const ended: Notice = { type: 'attempt-ended', epoch: 1, task: 1, outcome: planned, ...about };
    const body = await told(ended, withPlan, { record: record('1. Look.') });
    expect([body.type, body.message]).toEqual(['info', expect.not.stringContaining('Look')]);
  });
});

const RESET = '2026-11-21T17:00:05.000Z';

describe('a limit', () => {
  const held = story(report(1, limitedUntil(RESET)));
  const gate = limitOf(held);

  it('is told with when it goes on, and can be waited for otherwise', async () => {
    const body = await told({ type: 'gate-opened', gate, ...about }, held);
    expect(body).toMatchSnapshot();
    expect(body.buttons.map(({ text, data }) => `${text}: ${data}`).slice(0, 2)).toEqual([
      `Retry now: retry:${gate.id}`,
      `At 09:00: wait 09:00:${gate.id}`,
    ]);
  });

  it('is told when it was put off', async () => {
    const later = story(report(1, limitedUntil(RESET)), { type: 'wait', until: '2026-11-22T09:00:00.000Z' });
    const body = await told({ type: 'limit-postponed', gate: limitOf(later), ...about }, later);
    expect(body.message).toContain('It goes on by itself at 09:00');
  });

  it('that still holds is told once', async () => {
    const again = story(
      report(1, limitedUntil('2026-11-21T09:00:03.000Z', 0)),
      { type: 'elapsed', session: 'S', gate: gate.id },
      report(2, limitedUntil(RESET, 0)),
    );
    const { tries } = limitOf(again);
    expect(tries).toBe(1);
    const patience = { cause: 'usage', since: about.at, tries: 1 } as const;
    const attempt = { epoch: 2, task: 1, conversation: 'c', orderedAt: about.at, patience };
    const outcome = limitedUntil(RESET, 0);
    const by = { channel: 'greenlight', name: 'Greenlight' };
    for (const notice of [
      { type: 'gate-decided', gate: gate.id, decision: 'retry', by, ...about },
      { type: 'attempt-started', attempt, ...about },
      { type: 'attempt-ended', epoch: 2, task: 1, outcome, ...about },
      { type: 'gate-opened', gate: limitOf(again), ...about },
    ] satisfies readonly Notice[]) {
      expect([notice.type, await deliver(notice, openOf(again))]).toEqual([notice.type, undefined]);
    }
  });

  it('that waits for a person at last is told again', async () => {
    const given = story(
      report(1, limitedUntil('2026-11-21T09:00:03.000Z', 0)),
      { type: 'elapsed', session: 'S', gate: gate.id },
      report(2, limitedUntil(undefined, 0)),
    );
    const body = await told({ type: 'gate-opened', gate: limitOf(given), ...about }, given);
    expect(body.message).toContain('tried again once');
  });
});

describe('a gate before a task', () => {
  const waiting = play(required, start());

  it('tells that the usage comes near a limit', async () => {
    const warning = { limit: 'five_hour', utilization: 0.92, resetsAt: RESET };
    const gate = { ...gateOf(waiting), warning };
    const session = { ...openOf(waiting), phase: { name: 'waiting', gate } } as const;
    const body = bodyOf(await deliver({ type: 'gate-opened', gate, ...about }, session));
    expect(body.message).toContain('⚠️ 92 % of the five-hour limit is used; it resets at 17:00.');
    expect(body.gate).toMatchObject({ warning: { limit: 'five_hour', utilization: 0.92, resets_at: RESET } });
  });

  it('tells what was spent', async () => {
    const spent = { ...required, sessionUsd: 0.1 };
    const over = play(spent, start(), approve, report(1));
    const body = await told({ type: 'gate-opened', gate: gateOf(over), ...about }, over);
    expect(body.message).toContain('Why: this session has cost $0.25, and its budget is $0.10');
    expect(body.gate).toMatchObject({ budget: { of: 'session', limit_usd: 0.1, spent_usd: 0.25 } });
  });
});
