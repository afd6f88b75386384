import type { Instant, OutcomeFacts, OutcomeKind } from '../../core/attempt/index.ts';
import { apiSentence } from './failure.ts';
import type { Transcript } from './transcript.ts';

type HoldUpVerdict = Extract<OutcomeKind, { kind: 'limited' | 'unreachable' }> & {
  readonly sentence: string;
};

/** A usage limit. */
export function whenLimited({ lastResult, limit: told }: Transcript): HoldUpVerdict | undefined {
  if (lastResult?.isError !== true) return undefined;
  const limit = told ?? limitInText(lastResult.text);
  if (limit === undefined) return undefined;
  const { resetsAt } = limit;
  if (resetsAt === undefined) return { kind: 'limited', sentence: 'The Claude usage limit is reached.' };
  return { kind: 'limited', resetsAt: instantOf(resetsAt), sentence: 'The Claude usage limit is reached.' };
}

/** For versions that say it in words only; the words hold no date, so only the older form tells the time. */
function limitInText(text: string): { readonly resetsAt: number | undefined } | undefined {
  const epoch = /limit reached\|(\d{10})/.exec(text)?.[1];
  if (epoch !== undefined) return { resetsAt: Number(epoch) };
  return /hit your .*limit · resets /.test(text) ? { resetsAt: undefined } : undefined;
}

/** Trouble that passes by itself: the same request may well be answered later. */
export function whenUnreachable({ lastResult, error }: Transcript): HoldUpVerdict | undefined {
  if (lastResult?.isError !== true || error === 'billing_error') return undefined;
  const { apiStatus, text } = lastResult;
  const passes = apiStatus === undefined ? isLineTrouble(text) : apiStatus === 429 || apiStatus >= 500;
  return passes ? { kind: 'unreachable', sentence: apiSentence(lastResult, { error }) } : undefined;
}

/** Without a status the words alone tell a lost connection from an answer that was no good. */
function isLineTrouble(text: string): boolean {
  return (
    /^API Error:.*(connect|timed? ?out|ECONN|EPIPE|socket|network|stream)/i.test(text) &&
    !/certificate/i.test(text)
  );
}

/** That the usage comes near a limit. */
export function warningOf({ warning }: Transcript): Pick<OutcomeFacts, 'warning'> {
  if (warning === undefined) return {};
  const { name, utilization, resetsAt } = warning;
  return {
    warning: {
      limit: name ?? 'usage',
      ...(utilization === undefined ? {} : { utilization }),
      ...(resetsAt === undefined ? {} : { resetsAt: instantOf(resetsAt) }),
    },
  };
}

const instantOf = (epochSeconds: number): Instant => new Date(epochSeconds * 1000).toISOString();
