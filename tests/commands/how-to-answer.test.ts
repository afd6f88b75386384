import { describe, expect, it } from '@jest/globals';
import { howToAnswer } from '../../src/commands/how-to-answer.ts';

const gate = { id: 'g1', task: 2, allowed: ['approve', 'stop'], call: null, plan: null };
const call = { tool: 'Bash', detail: 'npm ci', for_task: true, live: false };
const ask = { ...gate, allowed: ['allow', 'deny', 'stop'], call };
const question = { ...call, tool: 'AskUserQuestion', detail: 'Which?', for_task: false };
const answering = { ...gate, allowed: ['answer', 'deny', 'stop'] };
const state = { paused: false, gate, also_waiting: [] as readonly object[], total: 3 };

const told = (...gates: readonly object[]): readonly string[] =>
  howToAnswer({ ...state, gate: gates[0], also_waiting: gates.slice(1) }, undefined);

const STOP = '  greenlight stop';

describe('how to answer', () => {
  it.each<readonly [string, object, readonly string[]]>([
    [
      'a command',
      ask,
      [
        'allow --gate g1',
        'allow --gate g1 task',
        `instead --gate g1 '<another command>'`,
        'deny --gate g1 [words]',
      ],
    ],
    [
      'a call of another tool, this once',
      { ...ask, call: { ...call, tool: 'Write', for_task: false } },
      ['allow --gate g1', 'deny --gate g1 [words]'],
    ],
    ['what cannot be shown', { ...ask, allowed: ['deny', 'stop'] }, ['deny --gate g1 [words]']],
    [
      'a question',
      { ...answering, call: { ...question, questions: [{}] } },
      ['answer --gate g1 <number or words>', 'deny --gate g1 [words]'],
    ],
    [
      'several questions',
      { ...answering, call: { ...question, questions: [{}, {}] } },
      [`answer --gate g1 '<an answer to each, in words>'`, 'deny --gate g1 [words]'],
    ],
    [
      'a limit',
      { ...gate, allowed: ['retry', 'wait', 'skip', 'stop'] },
      ['retry --gate g1 [words]', 'wait --gate g1 09:00', 'skip --gate g1'],
    ],
  ])('%s', (_, waiting, commands) => {
    expect(told(waiting)).toEqual([
      'What can be done:',
      ...commands.map((command) => `  greenlight ${command}`),
      STOP,
    ]);
  });

  it.each([
    ['start', ''],
    ['doubt', ' # takes the task as done'],
    ['closing', ' # ends the session'],
    ['plan', ' # has it done as planned'],
  ])('says why a gate of the kind %s waits, and what an approval does there', (kind, does) => {
    expect(told({ ...gate, kind, reason: 'it stops here,\nso look.' })).toEqual([
      'Why: It stops here, so look.',
      'What can be done:',
      `  greenlight approve --gate g1${does}`,
      STOP,
    ]);
  });

  it('says of a call nothing twice', () => {
    expect(told({ ...ask, reason: 'No rule allows it.' })[0]).toBe('What can be done:');
  });

  it.each(['completed', 'stopped'])('says how to go on when a session is %s', (status) => {
    const tasks = [{ status: 'completed' }, { status: 'skipped' }];
    expect(howToAnswer({ ...state, status, gate: null, tasks }, 'my.yaml')).toEqual([
      'Its tasks: 1 done and 1 skipped.',
      "To begin with today's list:",
      '  greenlight start --config my.yaml',
    ]);
  });

  it('ends an attempt that runs only as it is confirmed', () => {
    const live = { ...ask, call: { ...call, live: true } };
    expect(told(live).at(-1)).toBe('  greenlight stop confirm');
    expect(told(ask, live).at(-1)).toBe('  greenlight stop confirm');
    expect(howToAnswer({ ...state, gate: live }, 'my.yaml').at(-1)).toBe(
      '  greenlight stop --config my.yaml confirm',
    );
  });

  it('names each of several', () => {
    const other = { ...gate, id: "it's" };
    expect(told({ ...ask, allowed: ['deny'] }, other)).toEqual([
      'What can be done about Bash: npm ci:',
      '  greenlight deny --gate g1 [words]',
      'What can be done about task 2:',
      `  greenlight approve --gate 'it'\\''s'`,
      STOP,
    ]);
  });

  it('shows a plan that is to be approved', () => {
    expect(told({ ...gate, plan: { text: '1. Look\u001b[2J\n\n2. Leap\n' } })).toEqual([
      ...['The plan:', '| 1. Look', '|', '| 2. Leap', 'What can be done:'],
      ...['  greenlight approve --gate g1', STOP],
    ]);
  });

  it('names the configuration that was named', () => {
    expect(howToAnswer(state, 'my own.yaml')).toEqual([
      'What can be done:',
      "  greenlight approve --config 'my own.yaml' --gate g1",
      "  greenlight stop --config 'my own.yaml'",
    ]);
  });

  it('of a paused session begins with going on', () => {
    expect(howToAnswer({ ...state, paused: true }, undefined)).toEqual([
      'The session is paused, so go on first:',
      '  greenlight resume',
    ]);
  });

  it.each([undefined, null, 'state', { gate: 'g1' }, { ...state, gate: null }])(
    'says nothing of %j',
    (none) => {
      expect(howToAnswer(none, undefined)).toEqual([]);
    },
  );
});
