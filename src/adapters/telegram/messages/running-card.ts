import type { Attempt, Instant } from '../../../core/attempt/index.ts';
import type { OpenSession } from '../../../core/session/index.ts';
import { effort } from '../../../core/wording/numbers.ts';
import { heldSince } from '../../../core/wording/hold.ts';
import { place, type Tasks } from '../../../core/wording/place.ts';
import type { LocalTime } from '../../../app/local-time.ts';
import type { Progress } from '../../../app/ports/runner.ts';
import { askedLine } from './ask-card.ts';
import type { Card } from './card.ts';
import { leashButtons, leashOf } from './leash.ts';
import { callOf } from './left-behind.ts';
import { nameOf, shortTitleOf } from './names.ts';
import { outsideWords } from './outside-words.ts';
import { bold, cleanedLine, lines, plain, type Rich } from './rich-text.ts';

const LONGEST_WORDS = 200;

/** What runs now, and what it does; edited as it goes on. */
export function runningCard({
  session,
  attempt,
  elapsedMs,
  tool,
  turns,
  costUsd,
  now,
  local,
}: Omit<Progress, 'turns'> & {
  readonly session: OpenSession;
  readonly attempt: Attempt;
  readonly turns?: number | undefined;
  readonly now: Instant;
  readonly local: LocalTime;
}): Card {
  const { epoch, task } = attempt;
  const times = effort({ durationMs: elapsedMs, costUsd, turns });
  const ending = session.phase.name === 'stopping';
  return {
    text: lines(
      bold([`⚙️ ${place(session, task)}`, ...times].join(' · ')),
      shortTitleOf(session, task),
      ...continued(session, attempt, local),
      ...waitsFor(session, epoch),
      outsideWords(tool ? `now: ${callOf(tool)}` : ''),
      leashOf(session, now, local),
      session.pausedAt === undefined ? '' : '⏸️ Paused: nothing starts after this attempt.',
      ending ? '⚠️ It is being ended.' : '',
    ),
    buttons: ending
      ? []
      : [[{ label: 'Stop', button: { kind: 'end', session: session.id, epoch } }, ...leashButtons(session)]],
  };
}

const LONGEST_ASKED = 200;
const MOST_ASKED = 3;

/** What it has asked, and waits for. */
function waitsFor({ phase }: OpenSession, epoch: number): readonly Rich[] {
  if (phase.name !== 'running' || phase.attempt.epoch !== epoch) return [];
  const [first, ...others] = phase.asks.slice(0, MOST_ASKED).map((gate) => askedLine(gate, LONGEST_ASKED));
  if (!first) return [];
  return [plain('⏸️ It waits for your answer, on the card below:'), first, ...others];
}

function continued(
  session: OpenSession,
  { epoch, continues, words, mode, carriesOut, answers, patience }: Attempt,
  local: LocalTime,
): readonly string[] {
  const by = session.decided.findLast(({ decision }) => decision === 'retry')?.by;
  return [
    mode === 'plan' ? '📋 It looks, and says what it would do; nothing is changed.' : '',
    carriesOut === true ? '▶️ It carries out the plan.' : '',
    patience ? `It goes on by itself: ${heldSince(patience, local)}.` : '',
    answers === undefined ? '' : 'It goes on with your answer.',
    continues === undefined ? '' : `attempt ${epoch}, in the conversation of attempt ${continues}`,
    words === undefined
      ? ''
      : `${by ? `words of ${nameOf(by)}` : 'with the words'}: ${cleanedLine(words, LONGEST_WORDS)}`,
  ];
}

/** What the running message becomes; how it ended is told below. */
export const runningEnded = ({
  session,
  task,
  epoch,
}: {
  readonly session: Tasks;
  readonly task: number;
  readonly epoch: number;
}): Rich => plain(`⚙️ ${place(session, task)} · attempt ${epoch} is over`);
