import type { Outcome } from '../../../core/attempt/index.ts';
import { effort } from '../../../core/wording/numbers.ts';
import { endedHow, markOf, progressLine } from '../../../core/wording/outcome.ts';
import { place, type Tasks } from '../../../core/wording/place.ts';
import type { LocalTime } from '../../../app/local-time.ts';
import type { AttemptRecord } from '../../../app/ports/runner.ts';
import type { Card } from './card.ts';
import { saidButton } from './gate-buttons.ts';
import { saidBy, sentencesOf, tracesOf } from './left-behind.ts';
import { shortTitleOf } from './names.ts';
import { bold, lines } from './rich-text.ts';

const LONGEST_WORDS = 700;

export interface ResultFacts {
  readonly session: Tasks & { readonly id: string };
  readonly task: number;
  readonly epoch: number;
  readonly outcome: Outcome;
  readonly record?: AttemptRecord | undefined;
  readonly local: LocalTime;
}

/** How an attempt ended that no gate's card tells about. */
export function resultCard({ session, task, epoch, outcome, record, local }: ResultFacts): Card {
  const { said, more } = saidBy(record, LONGEST_WORDS);
  return {
    text: lines(
      bold(headlineOf(session, task, outcome)),
      shortTitleOf(session, task),
      ...sentencesOf(outcome, local),
      said,
      ...tracesOf(record),
      progressLine(session),
    ),
    buttons: more ? [[saidButton(session.id, epoch)]] : [],
  };
}

/** `✅ Task 1/3 done · 2:31 · $0.21 · 14 turns`. */
export const headlineOf = (session: Tasks, task: number, outcome: Outcome): string =>
  [`${markOf(outcome)} ${place(session, task)} ${endedHow(outcome)}`, ...effort(outcome)].join(' · ');
