import type { BudgetGiven, FailureKind } from '../../core/attempt/index.ts';
import { budgetUsedUp } from '../../core/wording/budget.ts';
import type { ResultLine } from './cli-event.ts';
import type { AttemptEnd } from './ledger-state.ts';
import type { Transcript } from './transcript.ts';

export interface Failure {
  readonly failure: FailureKind;
  readonly budget?: BudgetGiven | undefined;
  readonly sentence: string;
}

interface FailedRun {
  readonly end: AttemptEnd;
  readonly transcript: Transcript;
  readonly stderr: string;
  readonly budget?: BudgetGiven | undefined;
}

export const ROOT_SENTENCE =
  'Claude Code refuses `claude.permissions: skip` as root outside a sandbox: nothing was started. Run Greenlight as another user, or set `claude.sandboxed: true` if this machine is a sandbox.';

/** The cause of a run that did not succeed, from the most to the least specific sign. */
export function failureOf(run: FailedRun): Failure {
  const { lastResult } = run.transcript;
  return lastResult === undefined
    ? withoutResult(run)
    : (failureOfResult(lastResult, run) ?? afterResult(run));
}

function failureOfResult(result: ResultLine, { transcript, budget }: FailedRun): Failure | undefined {
  if (result.errors.some((error) => error.includes('No conversation found'))) return CONVERSATION_MISSING;
  if (result.subtype === 'error_max_turns') {
    return { failure: 'max-turns', sentence: 'It reached the limit on turns (`claude.max_turns`).' };
  }
  if (result.subtype === 'error_max_budget_usd') {
    return budget
      ? { failure: 'budget', sentence: budgetUsedUp(budget), budget }
      : { failure: 'budget', sentence: BUDGET };
  }
  if (result.deferred) return failureOfDeferral(result);
  if (isLoginFailure(result, transcript)) {
    return {
      failure: 'authentication',
      sentence:
        'Claude Code is not logged in, or its key was refused: run `claude` and `/login`, or check the API key.',
    };
  }
  return isApiFailure(result) ? { failure: 'api', sentence: apiSentence(result, transcript) } : undefined;
}

function failureOfDeferral({ isError }: ResultLine): Failure {
  return isError === true
    ? { failure: 'crashed', sentence: NOT_TAKEN_UP }
    : { failure: 'refused-tools', sentence: 'A hook put off a tool call, and the run ended there.' };
}

const NOT_TAKEN_UP =
  'Claude Code could not take up again the call that waited for an answer: it was not run. Retry, and say in words what is to be done about it.';

/** Of an attempt that an older version started. */
const BUDGET =
  'It reached the cost it was given: `claude.max_budget_usd`, or what was left of the budget of its task, of the session or of the day.';

const CONVERSATION_MISSING: Failure = {
  failure: 'conversation-missing',
  sentence: 'Claude Code no longer knows the conversation that was to be continued.',
};

function isLoginFailure(result: ResultLine, transcript: Transcript): boolean {
  if (result.isError !== true) return false;
  return (
    result.apiStatus === 401 ||
    result.apiStatus === 403 ||
    transcript.error === 'authentication_failed' ||
    result.text.startsWith('Not logged in')
  );
}

/** Errors of the API come as a "success" with `is_error` (both versions), or with their own terminal reason. */
function isApiFailure(result: ResultLine): boolean {
  return (
    result.isError === true &&
    (result.subtype === 'success' || result.apiStatus !== undefined || result.terminalReason === 'api_error')
  );
}

const API_WORDS: Readonly<Record<string, string>> = {
  billing_error: 'The credit balance of the API account is too low.',
  model_not_found: 'The API does not know the model, or this account may not use it.',
  rate_limit: 'The API refused more requests for now (rate limit).',
};

export function apiSentence({ apiStatus, text }: ResultLine, { error }: Pick<Transcript, 'error'>): string {
  const words = error === undefined ? undefined : API_WORDS[error];
  if (words !== undefined) return words;
  if (text.includes('unable to respond to this request')) return 'The model refused to answer this request.';
  if (apiStatus === undefined) return 'The connection to the Claude API failed, also after several tries.';
  const what = apiStatus >= 500 ? ' (trouble on its side), also after several tries' : '';
  return `The Claude API answered with status ${String(apiStatus)}${what}.`;
}

function afterResult({ end, transcript }: FailedRun): Failure {
  return { failure: 'crashed', sentence: `Claude Code ${claimOf(transcript)} ended ${how(end)}.` };
}

function claimOf({ lastResult }: Transcript): string {
  const { isError, subtype } = lastResult ?? {};
  if (isError === true || subtype?.startsWith('error') === true) return 'reported an error and';
  return isError === false && subtype === 'success' ? 'reported success but' : 'printed no usable result and';
}

function withoutResult(run: FailedRun): Failure {
  const { end, transcript, stderr } = run;
  const isSilent = !transcript.initialized && transcript.turns === 0;
  const neverStarted = isSilent ? beforeStart(run) : undefined;
  if (neverStarted !== undefined) return neverStarted;
  if (exitCode(end) === 0) {
    return { failure: 'empty', sentence: `Claude Code ended without a result${tail(stderr)}` };
  }
  const when = isSilent ? 'before it said anything' : 'without a result';
  return { failure: 'crashed', sentence: `Claude Code ended ${how(end)} ${when}${tail(stderr)}` };
}

function beforeStart({ end, stderr }: FailedRun): Failure | undefined {
  if (stderr.includes('No conversation found')) return CONVERSATION_MISSING;
  if (stderr.includes('No deferred tool marker')) return { failure: 'crashed', sentence: NOT_TAKEN_UP };
  if (stderr.includes('cannot be used with root')) return { failure: 'not-started', sentence: ROOT_SENTENCE };
  // The shell's codes for a program that is missing or may not be executed.
  if (exitCode(end) !== 126 && exitCode(end) !== 127) return undefined;
  const sentence = `The Claude program could not be run: check \`claude.command\`${tail(stderr)}`;
  return { failure: 'not-started', sentence };
}

function exitCode(end: AttemptEnd): number | undefined {
  return end.kind === 'exited' ? end.code : undefined;
}

function how(end: AttemptEnd): string {
  if (end.kind !== 'exited') return 'without an exit code';
  // A shell says 128 + n for signal n.
  return end.code > 128 ? `by signal ${String(end.code - 128)}` : `with exit code ${String(end.code)}`;
}

function tail(stderr: string): string {
  return stderr === '' ? '.' : `: ${stderr}`;
}
