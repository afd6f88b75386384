/** What is said to a call. */
export interface Ruling {
  readonly ruling: 'allow' | 'ask' | 'deny';
  /** A sentence for the operator and, for deny, for Claude. */
  readonly why: string;
  /** The text of the rule that decided, if one did. */
  readonly rule?: string | undefined;
}

export const allowed = (why: string, rule?: string): Ruling => ({ ruling: 'allow', why, rule });
export const asked = (why: string, rule?: string): Ruling => ({ ruling: 'ask', why, rule });
export const denied = (why: string, rule?: string): Ruling => ({ ruling: 'deny', why, rule });

/** The strictest of several; among equals one that a rule decided, then the first. */
export function strictest<R extends Ruling>(first: R, others: readonly R[]): R {
  return others.reduce((worst, next) => (weight(next) > weight(worst) ? next : worst), first);
}

const WEIGHTS = { allow: 0, ask: 2, deny: 4 } as const;

const weight = ({ ruling, rule }: Ruling): number =>
  WEIGHTS[ruling] + (ruling !== 'allow' && rule !== undefined ? 1 : 0);

const LONGEST_SHOWN = 120;

/** What a sentence names, in backticks, short and with nothing invisible in it. */
export function named(text: string, longest = LONGEST_SHOWN): string {
  const shown = text
    .slice(0, longest * 2)
    .replace(/\s+/g, ' ')
    .replace(/\p{C}/gu, '\u{fffd}')
    .trim();
  return `\`${shown.length > longest ? `${shown.slice(0, longest)}…` : shown}\``;
}
