import { describe, expect, it } from '@jest/globals';
import type { AskedCall } from '../../../src/core/attempt/index.ts';
import { decisionsAt, type GateKind, type GateSubject } from '../../../src/core/gate/index.ts';
import type { Rejection } from '../../../src/core/session/index.ts';
import { refusal, type RefusalWords } from '../../../src/core/wording/refusal.ts';
import { ann } from '../../helpers/session-play.ts';

const words: RefusalWords = {
  local: (at) => at.slice(11, 16),
  who: ({ name }) => name,
  confirm: 'Confirm.',
  asked: 'approve',
};
const at = '2026-11-21T17:02:00.000Z';

const call: AskedCall = {
  id: 't',
  kind: 'permission',
  tool: 'Bash',
  digest: 'd',
  detail: 'ls',
  why: 'Because.',
};
const askGate = { kind: 'ask', task: 2, epoch: 1, call } as const;
const ended = { task: 2, epoch: 1 } as const;
const subjects: Readonly<Record<GateKind, GateSubject>> = {
  start: { kind: 'start', why: 'required', task: 2 },
  closing: { kind: 'closing', why: 'rework', task: 2 },
  doubt: { kind: 'doubt', ...ended },
  failure: { kind: 'failure', ...ended },
  plan: { kind: 'plan', ...ended },
  limit: { kind: 'limit', ...ended, cause: 'usage', since: at, tries: 0 },
  ask: askGate,
};

describe('a refusal', () => {
  it.each<readonly [Rejection, string]>([
    [
      { code: 'tree_moved', paths: ['src/a.ts', 'b\u001b[31m.txt'], total: 2, head: false },
      'That was not used: the files changed since it was asked: src/a.ts and b.txt. Look at it as it is now, then decide.',
    ],
    [
      { code: 'tree_moved', paths: [], total: 0, head: true },
      'That was not used: the checked-out commit (HEAD) is not the same any more. Look at it as it is now, then decide.',
    ],
    [
      { code: 'tree_moved', paths: [], total: 0, head: false },
      'That was not used: the working directory changed since it was asked. Look at it as it is now, then decide.',
    ],
    [
      { code: 'undo_moved', paths: ['1', '2', '3', '4', '5', '6', `${'long/'.repeat(20)}7`], total: 9 },
      'Nothing was changed, because it would overwrite what others changed: 1, 2, 3, 4, 5 and 4 more. "undo force" (or "redo force") does it all the same, and keeps what stands there now.',
    ],
    [
      { code: 'undo_moved', paths: [], total: 9 },
      'Nothing was changed, because it would overwrite what others changed: 9 files. "undo force" (or "redo force") does it all the same, and keeps what stands there now.',
    ],
    [
      { code: 'undo_impossible', sentence: 'The checkpoint\nis gone.' },
      'The files cannot be brought back: The checkpoint is gone.',
    ],
    [
      { code: 'instead_not_allowed', tool: 'Write\n' },
      'Another command can be given for a shell command (Bash) only, and this is Write.',
    ],
    [
      { code: 'no_answer' },
      'There is no answer to this call that could be used: none was given, or it was used already.',
    ],
    [{ code: 'list_unchanged' }, 'The task file reads as it did before, so there is nothing to take over.'],
    [{ code: 'time_passed', until: at }, '17:02 is over already, so nothing was approved.'],
    [{ code: 'already', what: 'off the leash' }, 'No leash is in force, so there is none to take in.'],
    [
      { code: 'already_decided', decision: 'undo', by: ann, at },
      'That was decided already: undone by ann at 17:02.',
    ],
    [
      { code: 'already_decided', decision: 'reload', by: ann, at },
      'That was decided already: reloaded by ann at 17:02.',
    ],
    [
      { code: 'count_not_allowed', kind: 'doubt' },
      'A number of tasks, a time or a cost can be approved only before a task begins, not after a question. Type "approve" alone.',
    ],
  ])('%j', (rejection, sentence) => {
    expect(refusal(rejection, words)).toBe(sentence);
  });

  it('fits a message with the longest paths', () => {
    const paths = Array.from({ length: 9 }, (_, n) => `${'long/'.repeat(20)}${n}.ts`);
    const sentence = refusal({ code: 'undo_moved', paths, total: 900 }, words);
    expect(sentence).toContain('long/4.ts and 895 more.');
    expect(sentence.length).toBeLessThan(450);
  });

  it('tells what a question takes', () => {
    const question = { ...askGate, call: { ...call, kind: 'question' }, live: true } as const;
    expect(
      refusal(
        { code: 'not_allowed_here', kind: 'ask', allowed: decisionsAt(question, none) },
        { ...words, asked: 'allow' },
      ),
    ).toBe('Claude does not ask for leave here, so there is nothing to allow. You can answer, deny or stop.');
    expect(
      refusal({ code: 'not_allowed_here', kind: 'ask', allowed: decisionsAt(question, none) }, words),
    ).toBe('There is nothing to approve while Claude asks. You can answer, deny or stop.');
  });

  it('tells that the task of a live request is not left out', () => {
    const allowed = decisionsAt({ ...askGate, live: true }, none);
    expect(refusal({ code: 'not_allowed_here', kind: 'ask', allowed }, { ...words, asked: 'skip' })).toBe(
      'A task that runs cannot be skipped. You can allow, deny or stop.',
    );
  });

  it.each<readonly [RefusalWords['asked'], RegExp]>([
    ['allow', /^Claude does not ask for leave here, so there is nothing to allow\. You can approve, /],
    ['deny', /^Claude does not ask for anything here, so there is nothing to deny\. /],
    ['answer', /^Claude asks no question here, so there is nothing to answer\. /],
    ['wait', /^Nothing holds the task up here, so there is nothing to wait for\. /],
    ['retry', /^There is no completed task before this one to retry\. /],
  ])('tells what belongs to another gate: %s', (name, sentence) => {
    const allowed = decisionsAt(subjects.start, none);
    expect(refusal({ code: 'not_allowed_here', kind: 'start', allowed }, { ...words, asked: name })).toMatch(
      sentence,
    );
  });

  it('tells how to say which call is meant', () => {
    const two = { code: 'which_gate', gates: ['a', 'b'] } as const;
    expect(refusal(two, words)).toBe('Claude waits for 2 answers at once. Name the gate that is meant.');
    expect(refusal(two, { ...words, which: 'Reply to its card.' })).toMatch(/at once\. Reply to its card\.$/);
  });

  const none = { retry: false, undo: false, redo: false, reload: false };
  it.each<readonly [GateKind, RefusalWords['asked'], Partial<typeof none>, string]>([
    [
      'start',
      'retry',
      {},
      'There is no completed task before this one to retry. You can approve, skip or stop.',
    ],
    [
      'start',
      'redo',
      { retry: true, undo: true },
      'There is nothing to redo. You can approve, skip, retry, undo or stop.',
    ],
    [
      'start',
      'undo',
      { redo: true, reload: true },
      'There is nothing to undo. You can approve, skip, redo, reload or stop.',
    ],
    [
      'closing',
      'skip',
      { retry: true, undo: true },
      'Every task is done, so there is nothing to skip. You can approve, retry, undo or stop.',
    ],
    ['closing', 'retry', {}, 'There is no completed task to retry. You can approve or stop.'],
    [
      'doubt',
      'reload',
      { undo: true, redo: true },
      'There is nothing to reload. You can approve, skip, retry, undo, redo or stop.',
    ],
    ['failure', 'approve', {}, 'A failed attempt cannot be approved. You can retry, skip or stop.'],
    ['failure', 'redo', {}, 'There is nothing to redo. You can retry, skip or stop.'],
    [
      'limit',
      'approve',
      { undo: true, redo: true, reload: true },
      'An attempt that a limit, or trouble with the API, has ended cannot be approved. You can retry, wait, skip, undo, redo, reload or stop.',
    ],
    ['plan', 'redo', { undo: true }, 'There is nothing to redo. You can approve, skip, retry, undo or stop.'],
    [
      'ask',
      'approve',
      {},
      'There is nothing to approve while Claude asks. You can allow, deny, skip or stop.',
    ],
    [
      'ask',
      'undo',
      { redo: true },
      'There is nothing to undo while Claude asks. You can allow, deny, skip, redo or stop.',
    ],
  ])('tells what does not fit a %s gate: %s with %j', (kind, asked, ways, sentence) => {
    const allowed = decisionsAt(subjects[kind], { ...none, ...ways });
    expect(allowed).not.toContain(asked);
    expect(refusal({ code: 'not_allowed_here', kind, allowed }, { ...words, asked })).toBe(sentence);
  });
});
