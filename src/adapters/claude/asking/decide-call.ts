import { setTimeout as pause } from 'node:timers/promises';
import { readAddress } from './address-file.ts';
import { askOnce, type Heard } from './ask-once.ts';
import type { AskingFile } from './asking-file.ts';
import type { HookAnswer } from './hook-answer.ts';
import type { HookPayload } from './hook-payload.ts';
import { awaitMessageCalls } from './message-calls.ts';
import { MOST_BYTES } from './wire.ts';

export interface AskedHook {
  readonly file: AskingFile;
  readonly payload: HookPayload;
  /** What the CLI wrote, as it came. */
  readonly raw: Buffer;
  /** Names this process. */
  readonly name: string;
}

export interface Decided {
  readonly answer: HookAnswer;
  /** Decided here in the place of Greenlight, which notes what it decides itself. */
  readonly inItsPlace: boolean;
}

const RETRY_MS = 250;
const LOOK_MS = 50;
/** On a line that is held, Greenlight itself says when the wait is over; only when it does not, the hook does. */
export const OVERTIME_MS = 20_000;
/** For the calls before one that is put off to end. */
export const SETTLE_MS = 20_000;

const SUBAGENT = 'A call of a subagent cannot wait for an answer: it was not run. Do this yourself.';
const ALONE =
  'Nobody has answered yet, and this call cannot wait, because another one stands beside it in the same message: it was not run. Ask for it again, alone.';
const UNKNOWN = 'Greenlight refused to be asked by this attempt, so the call was not run.';
const TOO_LARGE = 'The call is too large to be asked about, so it was not run.';

/** Asks Greenlight for as long as an answer may take, also over its restarts; without one, the call is put off. */
export async function decideCall(asked: AskedHook): Promise<Decided> {
  if (asked.payload.subagent) return deny(SUBAGENT, true);
  if (asked.raw.length > MOST_BYTES) return deny(TOO_LARGE, false);
  const heard = (await askUntilOver(asked)) ?? { decision: 'defer' };
  if (heard.decision === 'refused') return deny(UNKNOWN, false);
  return heard.decision === 'defer' ? putOff(asked.payload) : { answer: heard, inItsPlace: false };
}

async function askUntilOver({ file, raw, name }: AskedHook): Promise<Heard | undefined> {
  const over = AbortSignal.timeout(file.waitMs);
  const signal = AbortSignal.timeout(file.waitMs + OVERTIME_MS);
  while (!over.aborted) {
    const port = readAddress(file.address);
    const heard = port === undefined ? undefined : await askOnce({ file, name, port, body: raw, signal });
    if (heard !== undefined) return heard;
    await pause(RETRY_MS, undefined, { signal: over }).catch(() => undefined);
  }
  return undefined;
}

/**
 * Only the last call of a message may be put off, and only when the ones before it have ended: all others would be
 * lost, or run without the model being told (2.1.197; measured).
 */
async function putOff(payload: HookPayload): Promise<Decided> {
  const signal = AbortSignal.timeout(SETTLE_MS);
  const calls = await awaitMessageCalls(payload, ({ isLast, isAlone }) => !isLast || isAlone, {
    everyMs: LOOK_MS,
    signal,
  });
  return calls?.isLast === true ? { answer: { decision: 'defer' }, inItsPlace: true } : deny(ALONE, true);
}

const deny = (reason: string, inItsPlace: boolean): Decided => ({
  answer: { decision: 'deny', reason },
  inItsPlace,
});
