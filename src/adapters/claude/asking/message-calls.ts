import { statSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { objectOf, objectsOf, parseObject, stringOf, type JsonObject } from '../json-access.ts';
import { openTranscript } from '../transcript-reader.ts';

/**
 * The calls of the model's message that a call belongs to, as the CLI's record of the conversation has them. The CLI
 * (2.1.197 and 2.1.329) calls the hook for a call as soon as that has arrived, and writes the message down when all of
 * it has: so a call that stands there stands there with all others of its message (measured).
 */
export interface MessageCalls {
  readonly isLast: boolean;
  /** Whether every call before it has its result: only then is none of them lost when the run ends in this one. */
  readonly isAlone: boolean;
}

/** Undefined while the message has not ended, or where the record cannot be read. */
export async function readMessageCalls(path: string, id: string): Promise<MessageCalls | undefined> {
  // (Opening what is not a file might never end.)
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return undefined;
  const calls = createCallFinder(id);
  const reader = openTranscript(path, { line: calls.take, skipped: () => undefined });
  try {
    await reader.readMore(Number.POSITIVE_INFINITY);
    return calls.found();
  } finally {
    reader.close();
  }
}

/** Looks again and again until the record tells what is wanted; undefined when it never does. */
export async function awaitMessageCalls(
  call: { readonly transcript: string; readonly id: string },
  isWanted: (calls: MessageCalls) => boolean,
  { everyMs, signal }: { readonly everyMs: number; readonly signal: AbortSignal },
): Promise<MessageCalls | undefined> {
  while (!signal.aborted) {
    const calls = await readMessageCalls(call.transcript, call.id).catch(() => undefined);
    if (calls !== undefined && isWanted(calls)) return calls;
    await pause(everyMs, undefined, { signal }).catch(() => undefined);
  }
  return undefined;
}

function createCallFinder(id: string): {
  readonly take: (line: string) => void;
  readonly found: () => MessageCalls | undefined;
} {
  // The calls of the newest message that calls anything, in order, until it is the one that is looked for.
  let message = '';
  let ids: string[] = [];
  const ended = new Set<string>();

  const takeUses = (from: string, uses: readonly string[]): void => {
    if (from !== message && ids.includes(id)) return;
    if (from !== message) [message, ids] = [from, []];
    ids.push(...uses.filter((use) => !ids.includes(use)));
  };
  const take = (line: string): void => {
    if (!line.includes('"tool_use')) return;
    const { type, message: said } = parseObject(line) ?? {};
    const content = objectOf(said) ?? {};
    const uses = type === 'assistant' ? namesIn(content, 'tool_use', 'id') : [];
    if (uses.length > 0) takeUses(stringOf(content['id']) ?? '', uses);
    if (type === 'user') for (const done of namesIn(content, 'tool_result', 'tool_use_id')) ended.add(done);
  };
  const found = (): MessageCalls | undefined => {
    if (!ids.includes(id)) return undefined;
    return { isLast: ids.at(-1) === id, isAlone: ids.every((each) => each === id || ended.has(each)) };
  };
  return { take, found };
}

function namesIn(message: JsonObject, type: string, key: string): readonly string[] {
  return objectsOf(message['content'])
    .filter((block) => block['type'] === type)
    .flatMap((block) => stringOf(block[key]) ?? []);
}
