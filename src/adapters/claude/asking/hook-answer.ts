import { objectOf, parseObject, stringOf, type JsonObject } from '../json-access.ts';

/** What the hook program says to the CLI. */
export type HookAnswer =
  | { readonly decision: 'allow'; readonly input?: JsonObject | undefined }
  | { readonly decision: 'deny'; readonly reason: string }
  | { readonly decision: 'defer' };

/** What the wrapper of the hook looks for: whatever else it prints counts as a refusal (see `hook-command.ts`). */
export const ANSWER_BEGINS = '{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"';

export function printed(answer: HookAnswer): string {
  return JSON.stringify({
    hookSpecificOutput: {
      hookEventName: 'PreToolUse',
      permissionDecision: answer.decision,
      ...(answer.decision === 'deny' ? { permissionDecisionReason: answer.reason } : {}),
      ...(answer.decision === 'allow' && answer.input !== undefined ? { updatedInput: answer.input } : {}),
    },
  });
}

/** Undefined for what is no answer. */
export function readAnswer(text: string): HookAnswer | undefined {
  const answer = parseObject(text);
  switch (answer?.['decision']) {
    case 'allow':
      return { decision: 'allow', input: objectOf(answer['input']) };
    case 'deny':
      return { decision: 'deny', reason: stringOf(answer['reason']) ?? '' };
    case 'defer':
      return { decision: 'defer' };
    default:
      return undefined;
  }
}
