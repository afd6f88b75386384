import type { AttemptProgress } from '../../app/ports/channel.ts';
import type { Attempt, Instant } from '../../core/attempt/index.ts';
import { formatDuration } from '../../core/text/duration.ts';
import { since } from '../../app/local-time.ts';
import { liveLine } from './messages/notice-message.ts';
import { money } from '../../core/wording/numbers.ts';
import type { Tasks } from '../../core/wording/place.ts';
import { callText } from './messages/result-message.ts';
import { shortened } from '../../core/text/shortened.ts';
import type { Screen } from './screen.ts';
import type { Timers } from './timers.ts';

/** What the running attempt does: a line that changes on a terminal, elsewhere a line now and then. */
export interface LiveProgress {
  begin(session: Tasks, attempt: Attempt): void;
  progress(progress: AttemptProgress): void;
  end(epoch: number): void;
}

const TICK_MS = 1_000;
const PLAIN_EVERY_MS = 10_000;
const CALL_WIDTH = 100;

interface Running {
  readonly session: Tasks;
  readonly attempt: Attempt;
  readonly stopTicking: () => void;
  latest?: { readonly progress: AttemptProgress; readonly at: Instant } | undefined;
  /** The last line that was printed where lines stay. */
  plain?: { readonly doing: string; readonly at: Instant };
}

export function createLiveProgress({
  screen,
  now,
  timers,
}: {
  readonly screen: Screen;
  readonly now: () => Instant;
  readonly timers: Timers;
}): LiveProgress {
  let running: Running | undefined;
  let newest: Running['latest'];

  function lineOf({ session, attempt, latest }: Running): string {
    const progress = latest?.progress;
    const elapsedMs = latest
      ? latest.progress.elapsedMs + since(latest.at, now())
      : since(attempt.orderedAt, now());
    return liveLine(session, attempt.task, {
      elapsed: formatDuration(elapsedMs),
      cost: progress?.costUsd === undefined ? undefined : money(progress.costUsd),
      doing: progress?.tool && shortened(callText(progress.tool), CALL_WIDTH),
    });
  }

  const draw = (): void => {
    if (running) screen.show(lineOf(running));
  };

  function printChange(current: Running): void {
    const tool = current.latest?.progress.tool;
    if (!tool) return;
    const doing = callText(tool);
    const { plain } = current;
    if (plain && (plain.doing === doing || since(plain.at, now()) < PLAIN_EVERY_MS)) return;
    current.plain = { doing, at: now() };
    screen.print([`   ${lineOf(current)}`]);
  }

  function tell(current: Running): void {
    if (screen.live) draw();
    else printChange(current);
  }

  function end(): void {
    running?.stopTicking();
    running = undefined;
    screen.show(undefined);
  }

  return {
    begin(session, attempt) {
      end();
      const stopTicking = screen.live ? timers.every(TICK_MS, draw) : () => undefined;
      running = { session, attempt, stopTicking };
      // The attempt may have told something before its beginning was printed.
      if (newest?.progress.epoch === attempt.epoch && newest.at >= attempt.orderedAt) running.latest = newest;
      tell(running);
    },
    progress(progress) {
      newest = { progress, at: now() };
      if (running?.attempt.epoch !== progress.epoch) return;
      running.latest = newest;
      tell(running);
    },
    end(epoch) {
      if (running?.attempt.epoch === epoch) end();
    },
  };
}
