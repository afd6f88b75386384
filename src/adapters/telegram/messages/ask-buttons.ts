import type { AskGate } from '../../../core/gate/index.ts';
import type { KeptCall } from '../../../app/ports/call-book.ts';
import type { LabelledButton } from '../buttons.ts';
import type { Picked } from '../picks.ts';
import { optionButtons } from './question-lines.ts';

type Row = readonly LabelledButton[];

/** The answers to what Claude asks; what cannot be shown can only be denied. */
export function askButtons(
  { id: gate, call }: AskGate,
  asked: KeptCall | undefined,
  picks: readonly Picked[],
): readonly Row[] {
  if (call.kind === 'question') {
    const options = asked?.questions ? optionButtons(gate, asked.questions, picks) : [];
    return withLast(options, { label: 'You decide', button: { kind: 'deny', gate } });
  }
  const deny = { label: 'Deny', button: { kind: 'deny', gate } } as const;
  if (!asked) return [[deny]];
  const once = { label: 'Allow once', button: { kind: 'allow', gate } } as const;
  const forTask = { label: 'Allow for this task', button: { kind: 'allow-task', gate } } as const;
  return [[once, ...(call.cover === undefined ? [] : [forTask])], [deny]];
}

/** Beside "Send answer", where that is the last row. */
function withLast(rows: readonly Row[], last: LabelledButton): readonly Row[] {
  const before = rows.at(-1);
  return before?.[0]?.button.kind === 'answer'
    ? [...rows.slice(0, -1), [...before, last]]
    : [...rows, [last]];
}

/** Where what is asked is not shown, nothing is decided about it. */
export const askedButton = ({ id: gate }: AskGate, number?: number): LabelledButton => ({
  label: `Show what is asked${number === undefined ? '' : ` (${number})`}`,
  button: { kind: 'asked', gate },
});
