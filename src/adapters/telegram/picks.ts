import { parseButton } from './buttons.ts';

/** An option of a question, both counted from 0. */
export interface Picked {
  readonly question: number;
  readonly option: number;
}

/** What is ticked on cards; it stands in their buttons, too, and is read from there by a new process. */
export interface Picks {
  /** As known to this process, else as `buttons` carry it. */
  of(message: number, buttons?: readonly string[]): readonly Picked[];
  keep(message: number, picks: readonly Picked[]): void;
  /** What stands there is not what was kept. */
  forget(message: number): void;
}

/** Nobody ticks on more cards at once. */
const MOST_CARDS = 50;

/** Taps come faster than the buttons change: those of the second one are still as they were before the first. */
export function createPicks(): Picks {
  const kept = new Map<number, readonly Picked[]>();
  return {
    of: (message, buttons = []) => kept.get(message) ?? tickedIn(buttons),
    keep(message, picks) {
      kept.delete(message);
      kept.set(message, picks);
      for (const oldest of kept.keys()) {
        if (kept.size <= MOST_CARDS) break;
        kept.delete(oldest);
      }
    },
    forget: (message) => void kept.delete(message),
  };
}

/** A button that takes a tick away stands for one. */
const tickedIn = (buttons: readonly string[]): readonly Picked[] =>
  buttons.map(parseButton).flatMap((button) => (button?.kind === 'untick' ? [pickedBy(button)] : []));

export const pickedBy = ({ question, option }: Picked): Picked => ({ question, option });

export const isPicked = (picks: readonly Picked[], { question, option }: Picked): boolean =>
  picks.some((pick) => pick.question === question && pick.option === option);

/** With this option ticked, or not; of a question that takes one answer the others lose their tick. */
export function ticked(
  picks: readonly Picked[],
  picked: Picked,
  { isOn, multiSelect }: { readonly isOn: boolean; readonly multiSelect: boolean },
): readonly Picked[] {
  const others = picks.filter(({ question, option }) =>
    question === picked.question ? multiSelect && option !== picked.option : true,
  );
  return isOn ? [...others, picked] : picks.filter((pick) => !isPicked([pick], picked));
}
