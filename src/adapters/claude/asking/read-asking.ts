import type { Asking } from '../../../app/ports/asking.ts';
import { readPayload } from './hook-payload.ts';
import { awaitMessageCalls, type MessageCalls } from './message-calls.ts';
import type { Line } from './wire.ts';

const LOOK_MS = 1000;

/** The call that a hook asks about; undefined when it cannot be read. Looks into the conversation until the signal. */
export function readAsking(line: Line, body: Buffer, signal: AbortSignal): Asking | undefined {
  const payload = readPayload(body.toString());
  if (payload === undefined) return undefined;
  const { id, tool, input, cwd, subagent } = payload;
  let calls: MessageCalls | undefined;
  // The model may still be writing its message: what is not known yet will be when it matters.
  void awaitMessageCalls(payload, () => true, { everyMs: LOOK_MS, signal }).then((found) => (calls = found));
  return {
    ...line,
    id,
    tool,
    input,
    cwd,
    subagent,
    get isLast() {
      return calls?.isLast;
    },
  };
}
