import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeState } from '../../../src/adapters/storage/decode-state.ts';
import { encodeState } from '../../../src/adapters/storage/encode-state.ts';
import { createStateText } from '../../../src/adapters/storage/state-text.ts';
import { stateSchema } from '../../../src/adapters/storage/state-schema.ts';
import type { ProjectState } from '../../../src/app/project-state.ts';
import { histories, waitingState } from '../../helpers/contracts/project-states.ts';
import { anyState } from './any-state.ts';

const gateAbout = (task: number) => ({
  ...{ id: 'g', opened_at: '2026-11-21T09:00:00.000Z', digest: 'd', task },
  ...{ kind: 'start', why: 'required' },
});

const held = { cause: 'usage', since: '2026-11-21T09:00:00.000Z', tries: 0 };
const limitOf = (hold: object) => ({ ...gateAbout(1), kind: 'limit', epoch: 1, ...hold });
const limitAfter = (tries: number) => ({ name: 'waiting', gate: limitOf({ ...held, tries }) });
const call = { id: 'toolu_1', kind: 'question', tool: 'AskUserQuestion', digest: 'd', detail: '', why: '' };
const askAbout = (task: number) => ({ ...gateAbout(task), kind: 'ask', epoch: 1, call });
const attempt = { epoch: 1, task: 1, conversation: 'c', ordered_at: '2026-11-21T09:00:00.000Z' };
const running = { name: 'running', attempt, asks: [], waits: [] };
const endedIn = (ask: object) => ({
  name: 'between',
  ended: {
    ...{ epoch: 1, task: 1, ask },
    outcome: { kind: 'deferred', call, sentence: '', resumable: true },
  },
});
const answeredWith = (answers: object) => ({
  ...{ gate: 'g', task: 1, id: 'toolu_1', digest: 'd' },
  answer: { kind: 'answer', answers },
});

/** Without what a state before it had already. */
const newest = (state: ProjectState): ProjectState => ({
  ...state,
  outbox: state.outbox.slice(-8),
  answered: state.answered.slice(-1),
  audit: state.audit.slice(-1),
});

const stored = (state: ProjectState): unknown => JSON.parse(JSON.stringify(encodeState(state)));

describe('the stored state', () => {
  it('comes back as it was, whatever happened before', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(histories, (states) => {
        for (const state of states.map(newest)) {
          const document = stored(state);
          const back = decodeState(stateSchema.parse(document));
          expect(back).toEqual(state);
          expect(stored(back)).toEqual(document);
          seen.add(state.session.state === 'open' ? state.session.phase.name : state.session.state);
        }
      }),
    );
    expect([...seen].toSorted()).toEqual([
      'between',
      'closed',
      'idle',
      'running',
      'stopping',
      'undoing',
      'waiting',
    ]);
  });

  it('comes back as it was, whatever it holds', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const document = stored(state);
        const back = decodeState(stateSchema.parse(document));
        expect(back).toEqual(state);
        expect(stored(back)).toEqual(document);
        expect(createStateText()(state)).toBe(JSON.stringify(encodeState(state)));
      }),
    );
  });

  it('is the same text, whatever was written before', () => {
    fc.assert(
      fc.property(histories, histories, (...both) => {
        const textOf = createStateText();
        for (const state of both.flat()) expect(textOf(state)).toBe(JSON.stringify(encodeState(state)));
      }),
    );
  });

  it('has the names that readers of the file know', () => {
    expect(stored(waitingState(1))).toMatchSnapshot();
  });

  it('names the log of a task once it had an attempt', () => {
    const { session } = waitingState(2);
    if (session.state !== 'open') throw new Error('expected an open session');
    const tasks = session.tasks.map((task) => (task.number === 2 ? { ...task, epoch: 1 } : task));
    const document = encodeState({ ...waitingState(2), session: { ...session, tasks } });
    expect(document.session?.tasks.map((task) => task.output_log)).toEqual([
      null,
      '20261121-093015/task-2-output.log',
    ]);
  });

  it('knows how far the reminders are, if there were any', () => {
    const state: ProjectState = { ...waitingState(1), reminded: { gate: 'gate-0', times: 3 } };
    expect(decodeState(stateSchema.parse(stored(state)))).toEqual(state);
    expect(createStateText()(state)).toContain('"reminded":{"gate":"gate-0","times":3}');
    expect(stored(waitingState(1))).not.toHaveProperty('reminded');
  });

  it('keeps questions as they were asked, whatever they look like', () => {
    const { session } = waitingState(1);
    if (session.state !== 'open') throw new Error('expected an open session');
    const byQuestion = Object.fromEntries([
      ['Which dataBase?', 'SQLite, Postgres'],
      ['which_dataBase', ''],
      ['__proto__', 'no'],
    ]);
    const answer = { kind: 'answer', answers: { byQuestion } } as const;
    const answered = [{ id: 'toolu_1', digest: 'd', gate: 'g', task: 1, answer, usedBy: 'a' }];
    const state: ProjectState = { ...waitingState(1), session: { ...session, answered } };
    const back = decodeState(stateSchema.parse(stored(state))).session;
    const [kept] = back.state === 'open' ? back.answered : [];
    const said = kept?.answer.kind === 'answer' && 'byQuestion' in kept.answer.answers && kept.answer.answers;
    expect(said && Object.entries(said.byQuestion)).toEqual(Object.entries(byQuestion));
    expect(kept?.usedBy).toBe('a');
  });

  it('knows what was spent today, if anything was', () => {
    const state: ProjectState = { ...waitingState(1), spending: { day: '20261121', usd: 1.5 } };
    expect(decodeState(stateSchema.parse(stored(state)))).toEqual(state);
    expect(createStateText()(state)).toContain('"spending":{"day":"20261121","usd":1.5}');
    expect(stored(waitingState(1))).not.toHaveProperty('spending');
    const wrong = { ...(stored(state) as object), spending: { day: '20261121', usd: -1 } };
    expect(stateSchema.safeParse(wrong).success).toBe(false);
  });

  it('does not believe what is derived', () => {
    const document = encodeState(waitingState(1));
    const { session } = document;
    if (!session) throw new Error('expected a session');
    const changed = { ...document, session: { ...session, status: 'completed', current_task_index: 7 } };
    expect(decodeState(stateSchema.parse(changed))).toEqual(waitingState(1));
  });

  it.each([
    [
      'a task of the phase that is not in the list',
      { phase: { name: 'between', ended: undefined }, tasks: [] },
      true,
    ],
    ['a gate about a task that is not in the list', { tasks: [] }, false],
    ['a task without a status', { tasks: [{ id: 1 }] }, false],
    ['a derived field of another type', { status: 3 }, false],
    [
      'an undo of a task that is not in the list',
      { redo: [{ task: 9, gate: gateAbout(1), tasks: [], rework: false, kept_as: 'undo-g' }] },
      false,
    ],
    [
      'an undo at a gate about a task that is not in the list',
      { redo: [{ task: 1, gate: gateAbout(9), tasks: [], rework: false, kept_as: 'undo-g' }] },
      false,
    ],
    [
      'an undo that goes on',
      { phase: { name: 'undoing', way: 'undo', task: 1, gate: gateAbout(1), keep_as: 'undo-g' } },
      true,
    ],
    [
      'an undo that goes on, of a task that is not in the list',
      { phase: { name: 'undoing', way: 'undo', task: 9, gate: gateAbout(1), keep_as: 'undo-g' } },
      false,
    ],
    ['a leash of an older version', { leash: 'all' }, true],
    ['a leash of nothing', { leash: 0 }, false],
    ['an answer to a question', { answered: [answeredWith({ by_question: [] })] }, true],
    ['an answer that says nothing', { answered: [answeredWith({})] }, false],
    ['an answer of an agent', { answered: [answeredWith({ by_question: { 'A?': 'B' } })] }, false],
    ['a session that does not say what was answered', { answered: undefined }, false],
    ['a session that does not say what is allowed', { grants: undefined }, false],
    ['a limit that holds nothing up', { phase: { name: 'waiting', gate: limitOf({}) } }, false],
    ['a limit', { phase: { name: 'waiting', gate: limitOf(held) } }, true],
    ['a limit tried less than never', { phase: limitAfter(-1) }, false],
    ['a call that waits', { phase: { ...running, asks: [askAbout(1)] } }, true],
    ['a call of a task that is not in the list', { phase: { ...running, asks: [askAbout(9)] } }, false],
    ['a gate among the calls', { phase: { ...running, asks: [gateAbout(1)] } }, false],
    [
      'a call that is not live but not dead',
      { phase: { ...running, asks: [{ ...askAbout(1), live: false }] } },
      false,
    ],
    ['a call that waits on', { phase: endedIn(askAbout(1)) }, true],
    ['a call that waits on, of a task that is not in the list', { phase: endedIn(askAbout(9)) }, false],
    ['an unknown phase', { phase: { name: 'dreaming' } }, false],
  ])('checks %s', (_, change, valid) => {
    const document = encodeState(waitingState(1));
    const changed = { ...document, session: { ...document.session, ...change } };
    expect(stateSchema.safeParse(changed).success).toBe(valid);
  });
});
