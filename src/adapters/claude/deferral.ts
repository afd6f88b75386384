import { createHash } from 'node:crypto';
import type { AskedCall } from '../../core/attempt/index.ts';
import { canonical, describedCall } from '../../core/permission/index.ts';
import type { DeferredCall, ResultLine } from './cli-event.ts';
import { exitedWell, type Evidence, type Verdict } from './evidence.ts';

/** It ended, well, in the middle of a call that waits for an answer. */
export function whenDeferred(evidence: Evidence): Verdict | undefined {
  const { lastResult } = evidence.transcript;
  const call = lastResult?.deferred;
  if (!evidence.asks || call === undefined || call.id === '' || call.name === '') return undefined;
  if (!exitedWell(evidence) || !saysSo(lastResult)) return undefined;
  return {
    kind: 'deferred',
    call: askedCall(call, evidence.redact),
    sentence: 'Claude waits for an answer.',
  };
}

function saysSo(result: ResultLine | undefined): boolean {
  const { subtype, isError, terminalReason } = result ?? {};
  // (Put off a second time, the CLI gives no reason.)
  const isWhy = terminalReason === undefined || terminalReason === 'tool_deferred';
  return subtype === 'success' && isError === false && isWhy;
}

/** As Greenlight itself describes the call when it is asked. */
function askedCall({ id, name, input }: DeferredCall, redact: (text: string) => string): AskedCall {
  const { kind, detail } = describedCall({ tool: name, input }, redact);
  return {
    id,
    kind,
    tool: name,
    digest: createHash('sha256').update(canonical(input)).digest('hex'),
    detail,
    why: 'Greenlight was not there to answer.',
  };
}
