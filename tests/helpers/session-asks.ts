import type { Answers, AskedCall, Outcome } from '../../src/core/attempt/index.ts';
import type { AskGate, LimitGate } from '../../src/core/gate/index.ts';
import { openGates, type AnswerCommand } from '../../src/core/session/index.ts';
import { completed, gateOf, limited, listed, openOf, type BareCommand, type Story } from './session-play.ts';

export const call = (n: number | string = 1, change: Partial<AskedCall> = {}): AskedCall => ({
  id: `toolu_${n}`,
  kind: 'permission',
  tool: 'Bash',
  digest: `call-${n}`,
  detail: 'npm install left-pad',
  why: 'No rule allows it.',
  cover: `cover-${n}`,
  ...change,
});

export const question: AskedCall = call('q', {
  kind: 'question',
  tool: 'AskUserQuestion',
  detail: 'Which database?',
  cover: undefined,
});

/** Of the attempt with this epoch. */
export const ask = (asked: AskedCall = call(), epoch = 1): BareCommand => ({
  ...{ type: 'ask', session: 'S', epoch, call: asked },
});
export const use = (usedBy = 'hook-1', id = call().id, epoch = 1): BareCommand => ({
  ...{ type: 'use', session: 'S', epoch, call: id, usedBy },
});
export const refuse = (gate: string, epoch = 1): BareCommand => ({
  ...{ type: 'refuse', session: 'S', epoch, gate, reason: 'Ask again, alone.' },
});

export const allow = (
  more: Omit<Extract<AnswerCommand, { type: 'allow' }>, 'type'> = {},
): Extract<BareCommand, { type: 'allow' }> => ({ type: 'allow', ...more });
export const deny = (words?: string, gate?: string): BareCommand => ({ type: 'deny', words, gate });
export const answer = (answers: Answers = { words: 'SQLite' }): BareCommand => ({ type: 'answer', answers });

const { sentence, resumable, costUsd } = completed;
const facts = { sentence, resumable, costUsd };
export const deferred = (asked: AskedCall = call()): Outcome => ({ ...facts, kind: 'deferred', call: asked });
export const planned: Outcome = { ...facts, kind: 'planned' };
export const unreachable: Outcome = { kind: 'unreachable', sentence: 'The API is down.', resumable: true };
export const limitedUntil = (resumeAt: string | undefined, turns?: number): Outcome => ({
  ...{ ...limited, resumeAt },
  ...(turns !== undefined && { turns }),
});

export const elapsed = (gate: string): BareCommand => ({ type: 'elapsed', session: 'S', gate });
export const wait = (until: string): BareCommand => ({ type: 'wait', until });

/** The first task begins with a plan. */
export const planFirst = [listed(1, { planFirst: true }), listed(2)];

/** The ids of all that waits for a person. */
export const waiting = (story: Story): readonly string[] => openGates(story.session).map(({ id }) => id);

export function askOf(story: Story): AskGate {
  const gate = openGates(openOf(story)).at(0);
  if (gate?.kind !== 'ask') throw new Error(`it asks nothing: ${String(gate?.kind)}`);
  return gate;
}

export function limitOf(story: Story): LimitGate {
  const gate = gateOf(story);
  if (gate.kind !== 'limit') throw new Error(`it is no limit: ${gate.kind}`);
  return gate;
}
