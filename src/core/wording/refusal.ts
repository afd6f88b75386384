import type { Instant } from '../attempt/index.ts';
import type { GateDecision, GateKind } from '../gate/index.ts';
import type { OperatorCommand } from '../operator/index.ts';
import type { Actor, Rejection } from '../session/index.ts';
import { oneLine } from '../text/plain-text.ts';
import { answerFault } from './answer-fault.ts';
import { PAST } from './decision.ts';
import { whatMoved } from './moved.ts';
import { enumerated } from './numbers.ts';
import { somePaths } from './paths.ts';
import { named } from './place.ts';

/** What differs between the channels in a refusal. */
export interface RefusalWords {
  readonly local: (at: Instant) => string;
  /** Names a person to those who read it. */
  readonly who: (by: Actor) => string;
  /** How to end the attempt that runs. */
  readonly confirm: string;
  /** How to say which of several calls is meant; undefined: by the id of its gate. */
  readonly which?: string | undefined;
  /** How to answer several questions, each by itself; undefined: in words. */
  readonly each?: string | undefined;
  /** Told of an answer that is not about what waits; undefined: it belongs to an earlier question. */
  readonly stale?: string | undefined;
  /** What was asked for. */
  readonly asked: OperatorCommand['type'];
}

/** Why a command was not done, in a sentence. */
export function refusal(rejection: Rejection, words: RefusalWords): string {
  const { local, who } = words;
  switch (rejection.code) {
    case 'no_session':
      return 'No session is open.';
    case 'already_running':
      return `Session ${rejection.session} (${oneLine(rejection.file)}) is still open, and only one can be.`;
    case 'nothing_waiting':
      return 'Nothing is waiting for a decision.';
    case 'stale_gate':
      return words.stale ?? 'That answer belongs to an earlier question, so it was not used.';
    case 'stale_session':
      return 'That belongs to another session, so it was not used.';
    case 'already_decided':
      return `That was decided already: ${PAST[rejection.decision]} by ${who(rejection.by)} at ${local(rejection.at)}.`;
    case 'not_allowed_here':
      return notAllowed(rejection.kind, rejection.allowed, words.asked);
    case 'tree_moved':
      return `That was not used: ${whatMoved(rejection, 'since it was asked')}. Look at it as it is now, then decide.`;
    case 'undo_moved':
      return `Nothing was changed, because it would overwrite what others changed: ${somePaths(rejection.paths, rejection.total)}. "undo force" (or "redo force") does it all the same, and keeps what stands there now.`;
    case 'undo_impossible':
      return `The files cannot be brought back: ${oneLine(rejection.sentence)}`;
    case 'list_unchanged':
      return 'The task file reads as it did before, so there is nothing to take over.';
    case 'time_passed':
      return `${local(rejection.until)} is over already, so nothing was approved.`;
    case 'count_not_allowed':
      return `A number of tasks, a time or a cost can be approved only before a task begins, not ${WHERE[rejection.kind]}. Type "approve" alone.`;
    case 'which_gate':
      return `Claude waits for ${rejection.gates.length} answers at once. ${words.which ?? 'Name the gate that is meant.'}`;
    case 'instead_not_allowed':
      return `Another command can be given for a shell command (Bash) only, and this is ${oneLine(rejection.tool)}.`;
    case 'no_such_option':
    case 'one_option_only':
    case 'which_option':
    case 'no_such_question':
    case 'which_question':
      return answerFault(rejection, words.each);
    case 'no_answer':
      return 'There is no answer to this call that could be used: none was given, or it was used already.';
    case 'paused':
      return 'The session is paused: resume first, then decide.';
    case 'already':
      return ALREADY[rejection.what];
    case 'confirm_needed':
      return `Attempt ${rejection.epoch} of ${named(rejection.task)} is running. ${words.confirm}`;
    case 'stale_report':
      return 'That report is about an attempt that is over.';
  }
}

const ALREADY = {
  paused: 'The session is paused already.',
  'going on': 'The session is not paused, so there is nothing to resume.',
  stopping: 'The attempt is being ended already.',
  'off the leash': 'No leash is in force, so there is none to take in.',
} as const;

const WHERE: Readonly<Record<GateKind, string>> = {
  start: 'here',
  closing: 'at the end',
  doubt: 'after a question',
  failure: 'after a failure',
  limit: 'while a limit holds it up',
  plan: 'at a plan',
  ask: 'while Claude asks',
};

function notAllowed(kind: GateKind, allowed: readonly GateDecision[], asked: RefusalWords['asked']): string {
  const why = ELSEWHERE.get(asked) ?? whyNot(kind, asked);
  return `${why}. You can ${enumerated([...allowed, 'stop'], 'or')}.`;
}

/** What belongs to gates of one kind only, and is asked for at another. */
const ELSEWHERE: ReadonlyMap<RefusalWords['asked'], string> = new Map([
  ['allow', 'Claude does not ask for leave here, so there is nothing to allow'],
  ['deny', 'Claude does not ask for anything here, so there is nothing to deny'],
  ['answer', 'Claude asks no question here, so there is nothing to answer'],
  ['wait', 'Nothing holds the task up here, so there is nothing to wait for'],
]);

function whyNot(kind: GateKind, asked: RefusalWords['asked']): string {
  if (kind === 'ask') {
    return asked === 'skip'
      ? 'A task that runs cannot be skipped'
      : `There is nothing to ${asked} while Claude asks`;
  }
  if (asked === 'approve') {
    const attempt =
      kind === 'limit' ? 'An attempt that a limit, or trouble with the API, has ended' : 'A failed attempt';
    return `${attempt} cannot be approved`;
  }
  if (asked === 'retry') {
    return `There is no completed task ${kind === 'start' ? 'before this one ' : ''}to retry`;
  }
  return asked === 'skip'
    ? 'Every task is done, so there is nothing to skip'
    : `There is nothing to ${asked}`;
}
