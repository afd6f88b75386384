import type { KeptCall } from '../../../app/ports/call-book.ts';
import type { Gate } from '../../../core/gate/index.ts';
import type { OpenSession } from '../../../core/session/index.ts';
import { nearestName } from '../../../core/text/nearest.ts';
import { oneLine } from '../../../core/text/plain-text.ts';
import { shortened } from '../../../core/text/shortened.ts';
import { commandsAt } from './keys-message.ts';

const SHOWN = 40;

export interface Mistyped {
  /** What was taken for the command. */
  readonly word: string;
  readonly line: string;
}

/** What was typed begins with no command; perhaps it was meant as words for Claude. */
export function noCommandMessage(
  session: OpenSession,
  { gate, kept }: { readonly gate: Gate; readonly kept: KeptCall | undefined },
  { word, line }: Mistyped,
): readonly string[] {
  const names = commandsAt(session, gate, kept);
  const near = nearestName(word, names);
  const said = shortened(oneLine(line).trim().replace(/^\//, ''), SHOWN);
  const meant = asWords(gate, kept, said);
  return [
    `⚠️ "${shortened(word, SHOWN)}" is not a command.${near === undefined ? '' : ` Did you mean "${near}"?`}`,
    ...(meant === undefined ? [] : [`   ${meant}`]),
    ...(near === undefined ? [`   The commands here are: ${names.join(', ')}.`] : []),
  ];
}

/** How to say that to Claude. */
function asWords(gate: Gate, kept: KeptCall | undefined, said: string): string | undefined {
  switch (gate.kind) {
    case 'ask':
      if (gate.call.kind === 'permission') return `"d ${said}" denies it, with that as the reason.`;
      return (kept?.questions?.length ?? 1) > 1
        ? 'To answer, type "a": they are asked one after another.'
        : `To answer in words: a ${said}`;
    case 'plan':
      return `"r ${said}" has the plan revised.`;
    case 'doubt':
    case 'failure':
      return `"r ${said}" tells Claude so, in another attempt.`;
    case 'start':
    case 'closing':
    case 'limit':
      return undefined;
  }
}
