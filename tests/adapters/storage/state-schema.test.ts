import { describe, expect, it } from '@jest/globals';
import { decodeState } from '../../../src/adapters/storage/decode-state.ts';
import { encodeState } from '../../../src/adapters/storage/encode-state.ts';
import { createStateText } from '../../../src/adapters/storage/state-text.ts';
import { stateSchema } from '../../../src/adapters/storage/state-schema.ts';
import { applyCommand } from '../../../src/app/apply-command.ts';
import { freshState, type OutboxEntry, type ProjectState } from '../../../src/app/project-state.ts';
import type { Gate } from '../../../src/core/gate/index.ts';
import type { Notice } from '../../../src/core/session/index.ts';
import {
  changeOf,
  completed,
  edited,
  failed,
  inTree,
  redo,
  report,
  required,
  restored,
  stamped,
  start,
  touched,
  undo,
  unleash,
  type BareCommand,
} from '../../helpers/session-play.ts';

const redact = (text: string): string => text;
const phone = { channel: 'telegram', name: 'Ann', id: '4711' };

/** The state after these, each asked by somebody whom the channel knows by an id. */
const after = (...commands: readonly BareCommand[]): ProjectState =>
  commands.reduce<ProjectState>((state, bare, n) => {
    const command = { ...stamped(bare, n + 1), by: phone };
    const asked = { command, request: `r${n}`, repeatable: true, day: '20261121' };
    return applyCommand(state, asked, { rules: required, channels: ['telegram'], redact }).state;
  }, freshState);

const back = (state: ProjectState): ProjectState =>
  decodeState(stateSchema.parse(JSON.parse(JSON.stringify(encodeState(state)))));

const git = (command: BareCommand): BareCommand => inTree(command, 'h:t');
const running = [start(), { type: 'approve' }] as const;

describe('a stored state', () => {
  it('knows the id of whoever decided, by which the channel knows them', () => {
    const state = after(...running, { type: 'pause' });
    expect(back(state)).toEqual(state);
    expect(back(state).audit.at(-1)?.by).toEqual(phone);
    expect(back(state).session).toMatchObject({ decided: [{ decision: 'approve', by: phone }] });
  });

  it('knows that a command was meant for another session', () => {
    const state = after(...running, { type: 'pause', session: 'yesterday' });
    expect(back(state)).toEqual(state);
    expect(back(state).answered.at(-1)?.reply).toMatchObject({ rejection: { code: 'stale_session' } });
    expect(back(state).audit.at(-1)?.reply).toBe('stale_session');
  });

  it('knows an attempt that is ended because the service ends', () => {
    const state = after(...running, { type: 'interrupt', session: 'S', epoch: 1 });
    expect(back(state)).toEqual(state);
    expect(back(state).session).toMatchObject({
      phase: { name: 'stopping', cause: 'shutdown', closes: false },
    });
    expect(back(state).audit.at(-1)?.command).toBe('interrupt');
    expect(back(state).outbox.at(-1)?.effect).toMatchObject({
      notice: { type: 'stopping', cause: 'shutdown' },
    });
  });

  it('knows over which tree and evidence was decided, in the audit log, too', () => {
    const state = after(
      inTree(start(), 'h:t'),
      inTree({ type: 'approve' }, 'h:t'),
      inTree(report(1, { ...completed, evidence: 'e1' }), 'h:u'),
      touched({ type: 'approve' }),
      { ...inTree({ type: 'undo', check: { kind: 'ready' } }, 'h:u') },
    );
    expect(back(state)).toEqual(state);
    expect(back(state).session).toMatchObject({
      phase: { name: 'undoing', gate: { tree: 'h:u', evidence: 'e1' }, keepAs: 'undo-g5' },
    });
    expect(back(state).audit.slice(1)).toMatchObject([
      { command: 'approve', tree: 'h:t', reply: 'ok' },
      { command: 'report' },
      { command: 'approve', tree: 'h:u', evidence: 'e1', reply: 'tree_moved' },
      { command: 'undo', tree: 'h:u', evidence: 'e1', reply: 'ok' },
    ]);
  });

  it('knows how to take an undo back, and what waits to be taken over', () => {
    const state = after(
      ...[start(), { type: 'approve', count: 'all', belowUsd: 2 } as const, report(1), report(2, failed)].map(
        git,
      ),
      ...[undo, restored(), undo, restored(), edited('e'), unleash].map(git),
      ...[{ type: 'committed', session: 'S', task: 1, failure: 'A merge runs.' } as const, redo].map(git),
    );
    expect(back(state)).toEqual(state);
    expect(back(state).session).toMatchObject({
      edited: 'e',
      phase: { name: 'undoing', way: 'redo', gate: { why: 'undone' } },
      redo: [
        { task: 2, keptAs: 'undo-g5', tasks: [{ number: 2, status: 'failed', epoch: 2, firstEpoch: 2 }] },
        { task: 1, keptAs: 'undo-g7', rework: false, gate: { why: 'undone', task: 2 } },
      ],
    });
    expect(createStateText()(state)).toBe(JSON.stringify(encodeState(state)));
  });

  it.each<Gate>([
    { ...gateOf(1), kind: 'start', why: 'required' },
    { ...gateOf(2), kind: 'closing', why: 'checkpoint' },
    { ...gateOf(3), kind: 'failure', epoch: 4 },
    {
      ...gateOf(1),
      kind: 'start',
      why: 'undone',
      renewed: { why: 'moved', paths: ['ü'], total: 7, head: true },
    },
    {
      ...gateOf(1),
      kind: 'closing',
      why: 'reloaded',
      renewed: { why: 'not-restored', sentence: 'A merge.' },
    },
    { ...gateOf(1), kind: 'start', why: 'manual', tree: '-:t', evidence: 'e', leashEnded: 'cost' },
  ])('keeps what is announced besides the decisions ($kind)', (gate) => {
    const at = '2026-11-21T09:30:15.000Z';
    const notices: readonly Notice[] = [
      { type: 'gate-reminder', session: 'S', at, gate },
      { type: 'task-undone', session: 'S', at, task: 1, keptAs: 'undo-g1' },
      { type: 'task-redone', session: 'S', at, task: 1 },
      { type: 'list-edited', session: 'S', at, changes: [changeOf(2, { change: 'removed', begun: true })] },
      { type: 'not-committed', session: 'S', at, task: 1, reason: 'A merge runs.' },
      { type: 'channel-refused', session: 'S', at, channel: 'webhook', reason: 'Unblock the bot.' },
    ];
    const outbox = notices.map((notice, n): OutboxEntry => {
      return { key: `k${n}`, channel: 'telegram', effect: { type: 'notify', notice } };
    });
    const state = { ...after(start()), outbox, reminded: { gate: gate.id, times: 2 } };
    expect(back(state)).toEqual(state);
  });

  it('from before there were reminders is read as one without any', () => {
    const { reminded, ...document } = encodeState(after(start()));
    expect(reminded).toBeUndefined();
    expect(decodeState(stateSchema.parse(document))).toEqual(after(start()));
  });

  it.each([{ gate: 'g1' }, { gate: 'g1', times: -1 }, { gate: 'g1', times: 0.5 }, { times: 1 }, 'g1'])(
    'is refused with reminders like %j',
    (reminded) => {
      expect(stateSchema.safeParse({ ...encodeState(after(start())), reminded }).success).toBe(false);
    },
  );
});

function gateOf(n: number): Pick<Gate, 'id' | 'openedAt' | 'digest' | 'task'> {
  return { id: `g${n}`, openedAt: '2026-11-21T09:00:00.000Z', digest: `d${n}`, task: n };
}
