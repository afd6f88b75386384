import type { Redirect } from 'unbash';
import type { OpenedFile, Places } from './part.ts';
import { readWord } from './words.ts';

/** Files that are none: what goes there is gone, or goes where it went before. */
const NOWHERE: readonly string[] = ['/dev/null', '/dev/stdin', '/dev/stdout', '/dev/stderr'];

/** The files that a redirection opens; copying or closing a descriptor opens none. */
export function openedFile(redirect: Redirect, places: Places): readonly OpenedFile[] {
  const { operator, target } = redirect;
  if (!target) return [];
  const { value, isPlain } = readWord(target);
  const isCertain = isPlain && !isMisread(redirect);
  if (isCertain && (isCopy(redirect) || NOWHERE.includes(value))) return [];
  const name = { value, isPlain: isCertain };
  const writing: readonly OpenedFile[] = operator.includes('>') ? [{ tool: 'Write', name, places }] : [];
  return operator.startsWith('<') ? [{ tool: 'Read', name, places }, ...writing] : writing;
}

/** `<&-rm` closes a descriptor and runs `rm`, and for zsh `>! x` opens `x`: such a sign and its word are not surely one. */
export const isMisread = (redirect: Redirect): boolean => {
  const [first = ''] = redirect.target?.text ?? '';
  return redirect.operator.endsWith('&') ? !isCopy(redirect) && !/[A-Za-z_./]/.test(first) : first === '!';
};

const isCopy = ({ operator, target }: Redirect): boolean =>
  operator.endsWith('&') && /^(?:\d+-?|-)$/.test(target?.text ?? '');
