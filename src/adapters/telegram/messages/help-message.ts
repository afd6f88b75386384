import { operatorWords } from '../../../core/operator/index.ts';
import { bold, lines, type Rich } from './rich-text.ts';

/** Every command that `names` holds, or all of them, and what else can be done. */
export function helpMessage(names?: readonly string[]): Rich {
  const known = operatorWords.filter(({ name }) => names?.includes(name) ?? true);
  return lines(
    bold('📋 Commands'),
    ...known.map(({ name, args, help }) => `/${name}${args === '' ? '' : ` ${args}`}: ${help}`),
    'A button counts for the question it stands under, whenever it is tapped; an answered one changes nothing.',
    'A reply to a card with Retry or a question goes to Claude as words; one to a card that asks for permission denies it with them. Other text is never an approval.',
  );
}
