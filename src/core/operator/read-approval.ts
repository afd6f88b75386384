import type { TaskCount } from '../session/index.ts';
import { shortened } from '../text/shortened.ts';
import { paddedTime } from './time-of-day.ts';

/** What may stand after `approve`; nothing of it frees the one task. */
export interface Approval {
  readonly count?: TaskCount;
  /** `18:00`. */
  readonly untilTime?: string;
  readonly belowUsd?: number;
}

type Read<T> = T | { readonly fault: string };

const SHOWN = 40;

/** One part and the blanks after it; a number that runs on, such as `3x` or `2,50`, is none. */
const PART =
  /^(?:(?<count>all|[1-9]\d{0,2})|until\s+(?<time>(?:[01]?\d|2[0-3]):[0-5]\d)|(?:while\s+)?(?:<\s*|below\s+)\$?(?<usd>\d{1,4}(?:\.\d{1,2})?))(?:\s+|$)/i;

const ONCE: Readonly<Record<keyof Approval, string>> = {
  count: 'one number of tasks',
  untilTime: 'one time',
  belowUsd: 'one amount',
};

/** Reads `3 until 18:00 while < $2`: each part at most once, in any order, and nothing else. */
export function readApproval(rest: string): Read<Approval> {
  let approval: Approval = {};
  for (let left = rest.trim(); left !== '';) {
    const read = readPart(left);
    if ('fault' in read) return read;
    const twice = names(read.part).find((name) => approval[name] !== undefined);
    if (twice !== undefined) {
      return { fault: `"approve" takes ${ONCE[twice]}; ${quoted(left)} is one too many.` };
    }
    approval = { ...approval, ...read.part };
    left = read.left;
  }
  return approval;
}

const names = (part: Approval): readonly (keyof Approval)[] => Object.keys(part) as (keyof Approval)[];

function readPart(text: string): Read<{ readonly part: Approval; readonly left: string }> {
  const match = PART.exec(text);
  const part = match?.groups && partOf(match.groups);
  return part ? { part, left: text.slice(match[0].length) } : { fault: faultIn(text) };
}

function partOf({ count, time, usd }: Readonly<Record<string, string | undefined>>): Approval | undefined {
  if (time !== undefined) return { untilTime: paddedTime(time) };
  if (usd !== undefined) return Number(usd) > 0 ? { belowUsd: Number(usd) } : undefined;
  return { count: count?.toLowerCase() === 'all' ? 'all' : Number(count) };
}

function faultIn(text: string): string {
  const until = /^until(?:\s+(?<time>\S+)|$)/i.exec(text);
  if (until) {
    return `"until" takes a time of today such as 18:00; ${quoted(until.groups?.['time'] ?? '')} was found.`;
  }
  if (/^(?:while(?:\s|$)|below(?:\s|$)|<)/i.test(text)) {
    return `"while < $2" takes an amount in US dollars from $0.01 to $9999.99; ${quoted(text)} was found.`;
  }
  return `"approve" takes nothing, "all" or a number of tasks from 1 to 999, "until 18:00" and "while < $2"; ${quoted(text)} was found.`;
}

const quoted = (text: string): string => (text === '' ? 'nothing' : `"${shortened(text, SHOWN)}"`);
