import { objectOf, parseObject, stringOf, type JsonObject } from '../json-access.ts';

/** What the CLI (2.1.197 and 2.1.329) tells a PreToolUse hook on its standard input, as far as it matters here. */
export interface HookPayload {
  /** Of the call. */
  readonly id: string;
  readonly tool: string;
  readonly input: JsonObject;
  readonly cwd: string;
  /** The CLI's own record of the conversation. */
  readonly transcript: string;
  readonly subagent: boolean;
}

/** What is deeper cannot be compared, or shown to anybody. */
const DEEPEST = 200;

/** Undefined for anything that does not name a call, and for one whose input is nested without end. */
export function readPayload(text: string): HookPayload | undefined {
  const payload = parseObject(text) ?? {};
  const [id, tool] = [stringOf(payload['tool_use_id']), stringOf(payload['tool_name'])];
  const input = objectOf(payload['tool_input']);
  if (id === undefined || tool === undefined || input === undefined || isTooDeep(input)) return undefined;
  return {
    id,
    tool,
    input,
    cwd: stringOf(payload['cwd']) ?? '',
    transcript: stringOf(payload['transcript_path']) ?? '',
    subagent: (payload['agent_id'] ?? undefined) !== undefined,
  };
}

/** Layer by layer: the stack has an end. */
function isTooDeep(input: JsonObject): boolean {
  let layer: readonly unknown[] = [input];
  for (let depth = 0; layer.length > 0; depth += 1) {
    if (depth > DEEPEST) return true;
    layer = layer.flatMap(inside);
  }
  return false;
}

const inside = (value: unknown): readonly unknown[] =>
  typeof value === 'object' && value !== null ? Object.values(value as JsonObject) : [];
