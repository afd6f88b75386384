import type { Verification } from '../attempt/index.ts';
import { howOf, nameOf } from './verify-result.ts';

/** The sentence of an attempt that Claude called done, and after which every file is as it was before. */
export const UNCHANGED = 'Claude finished, and no file differs from before.';

const UNVERIFIED = 'Verification failed';

/** The sentence of an attempt after which not every Verify command passed. */
export function unverified(verifications: readonly Verification[]): string {
  const [first, ...others] = verifications.filter(({ passed }) => !passed);
  if (!first) return `${UNVERIFIED}.`;
  const more = others.length > 0 ? `, and ${others.length} more` : '';
  return `${UNVERIFIED}: ${nameOf(first.command)} (${howOf(first)})${more}.`;
}

/** Whether a result is such a sentence. */
export const saysUnverified = (result: string | undefined): boolean =>
  result?.startsWith(UNVERIFIED) ?? false;
