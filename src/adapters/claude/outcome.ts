import type { ToolCall } from '../../app/ports/runner.ts';
import type { Outcome, OutcomeFacts } from '../../core/attempt/index.ts';
import { whenDeferred } from './deferral.ts';
import { exitedWell, type Evidence, type Verdict } from './evidence.ts';
import { failureOf, type Failure } from './failure.ts';
import { warningOf, whenLimited, whenUnreachable } from './hold-ups.ts';
import { sentenceForNotRun } from './not-run.ts';
import type { Transcript } from './transcript.ts';

/** What the end of an attempt means. The first step that has an answer gives it. */
export function judge(evidence: Evidence): Outcome {
  const verdict =
    whenNotRun(evidence) ??
    whenCancelled(evidence) ??
    whenLost(evidence) ??
    whenDeferred(evidence) ??
    whenSucceeded(evidence) ??
    whenLimited(evidence.transcript) ??
    whenUnreachable(evidence.transcript) ??
    failed(failureOf(evidence));
  return { ...verdict, ...factsOf(evidence, verdict) };
}

/**
 * Success is: exit code 0 and a last result line that says so in every field. No single one is enough
 * (measured: exit 0 with is_error, subtype success with is_error, exit 0 for a deferred call or no line at all).
 */
export function hasSucceeded(evidence: Evidence): boolean {
  return exitedWell(evidence) && saysSuccess(evidence.transcript);
}

function saysSuccess({ lastResult }: Transcript): boolean {
  return (
    lastResult?.subtype === 'success' &&
    lastResult.isError === false &&
    lastResult.terminalReason === 'completed' &&
    lastResult.deferred === undefined
  );
}

function whenNotRun({ end, cancel }: Evidence): Verdict | undefined {
  if (end.kind !== 'not-run') return undefined;
  if (end.why !== 'cancelled')
    return failed({ failure: 'not-started', sentence: sentenceForNotRun(end.why) });
  // A start can hang for longer than the attempt was given.
  return cancel === 'timeout' || cancel === 'silence' ? undefined : stopped('before it started');
}

function whenCancelled(evidence: Evidence): Verdict | undefined {
  const { cancel, transcript } = evidence;
  if (cancel === undefined || cancel === 'lingering') return undefined;
  // It finished in its last seconds: that is worth more than the cancellation.
  if (hasSucceeded(evidence) && !transcript.wentOn) return undefined;
  if (cancel === 'timeout') {
    return {
      kind: 'timed-out',
      sentence: `It ran longer than ${minutes(evidence.timeoutMs)} and was ended.`,
    };
  }
  if (cancel === 'silence') {
    return {
      kind: 'silent',
      sentence: `It printed nothing for ${minutes(evidence.silenceMs)} and was ended.`,
    };
  }
  return stopped(cancel === 'shutdown' ? 'because Greenlight was shut down' : 'while it ran');
}

function stopped(when: string): Verdict {
  return { kind: 'stopped', sentence: `The attempt was stopped ${when}.` };
}

function whenLost({ end, cancel }: Evidence): Verdict | undefined {
  if (end.kind !== 'lost' || cancel === 'lingering') return undefined;
  const sentence =
    end.why === 'removed'
      ? "The attempt's records were removed while it ran, so it was ended: what it did last is unknown."
      : 'The attempt vanished without an exit code (a reboot, or a kill from outside): what it did last is unknown.';
  return { kind: 'lost', sentence };
}

function whenSucceeded(evidence: Evidence): Verdict | undefined {
  if (!hasSucceeded(evidence)) return undefined;
  const { text, lastResult, usedTools } = evidence.transcript;
  if (lastResult?.denials.some(({ id }) => !isOwnDenial(evidence, id)) === true) {
    return failed({
      failure: 'refused-tools',
      sentence: refusalSentence(refusedCalls(evidence).map((call) => call.name)),
    });
  }
  if (evidence.plans) return whenPlanned(evidence.transcript);
  if (text === '' && lastResult?.text.trim() === '' && !usedTools) {
    return failed({
      failure: 'empty',
      sentence: 'Claude reported success but said nothing and did nothing.',
    });
  }
  const asks = endsWithQuestion(finalText(evidence.transcript));
  return {
    kind: 'completed',
    asks,
    sentence: asks ? 'Claude finished with a question.' : 'Claude finished.',
  };
}

function whenPlanned(transcript: Transcript): Verdict {
  return finalText(transcript).trim() === ''
    ? failed({ failure: 'empty', sentence: 'Claude reported success but said no plan.' })
    : { kind: 'planned', sentence: 'Claude has a plan.' };
}

type AboutDenials = Pick<Evidence, 'transcript' | 'asks' | 'asked'>;

/** What the CLI refused without having been told to. */
export function refusedCalls(evidence: AboutDenials): readonly ToolCall[] {
  return [...evidence.transcript.refused].flatMap(([id, call]) => (isOwnDenial(evidence, id) ? [] : call));
}

/** What a rule or a person said no to; words to a question are an answer. */
export const deniedCalls = (evidence: AboutDenials): readonly ToolCall[] =>
  [...evidence.transcript.refused].flatMap(([id, call]) =>
    isOwnDenial(evidence, id) && call.name !== 'AskUserQuestion' ? [call] : [],
  );

/** Of an attempt that asks the operator's rules stand in the CLI's settings, too. */
const isOwnDenial = ({ transcript, asks, asked }: AboutDenials, id: string): boolean =>
  asked.get(id) === 'deny' || (asks && transcript.ruledOut.has(id));

function refusalSentence(names: readonly string[]): string {
  const list = [...new Set(names)].slice(0, 5).join(', ');
  return `Claude ended well, but ${String(names.length)} of its tool calls were refused (${list}), so the work may be incomplete.`;
}

/** What Claude said last: the result line's text, unless that is only the rendering of a failure. */
export function finalText({ lastResult, text }: Transcript): string {
  const said = lastResult?.isError === false ? lastResult.text.trim() : '';
  return said === '' ? text : said;
}

export function endsWithQuestion(text: string): boolean {
  const lastLine = text.trimEnd().split('\n').at(-1) ?? '';
  return /[?？][\s*_`"'”’)\]]*$/u.test(lastLine);
}

function failed(found: Failure): Verdict {
  return { kind: 'failed', ...found };
}

function factsOf(evidence: Evidence, verdict: Verdict): Omit<OutcomeFacts, 'sentence'> {
  const { end, transcript, continues, startedAtMs, waitedMs } = evidence;
  const missing = verdict.kind === 'failed' && verdict.failure === 'conversation-missing';
  return {
    // One that continues may have failed before it said anything: the conversation is there all the same.
    resumable: !missing && (continues || (transcript.initialized && transcript.turns > 0)),
    turns: transcript.turns,
    ...(transcript.costUsd === undefined ? {} : { costUsd: transcript.costUsd }),
    ...warningOf(transcript),
    ...(end.kind === 'exited' ? timesOf(end.atMs - startedAtMs, waitedMs) : {}),
  };
}

function timesOf(tookMs: number, waitedMs = 0): Pick<OutcomeFacts, 'durationMs' | 'waitedMs'> {
  const durationMs = Math.max(0, Math.round(tookMs));
  return waitedMs > 0 ? { durationMs, waitedMs: Math.min(durationMs, waitedMs) } : { durationMs };
}

function minutes(ms: number): string {
  return ms < 120_000
    ? `${String(Math.round(ms / 1000))} seconds`
    : `${String(Math.round(ms / 60_000))} minutes`;
}
