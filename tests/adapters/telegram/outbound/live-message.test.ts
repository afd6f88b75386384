import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Desk } from '../../../../src/adapters/telegram/desk.ts';
import { createLiveMessage, type LiveMessage } from '../../../../src/adapters/telegram/live-message.ts';
import type { Attempt } from '../../../../src/core/attempt/index.ts';
import type { OpenSession, Session } from '../../../../src/core/session/index.ts';
import { createFakeLog } from '../../../helpers/app-fakes.ts';
import { approve, completed, openOf, play, report, required, start } from '../../../helpers/session-play.ts';
import * as day from '../messages/day.ts';
import { createWatchedClock } from './stage.ts';

const first = openOf(play(required, start(), approve));
const second = openOf(play(required, start(), approve, report(1, completed), approve));
const attemptOf = ({ phase }: OpenSession): Attempt => {
  if (!('attempt' in phase)) throw new Error(`the session is ${phase.name}`);
  return phase.attempt;
};
const begun = attemptOf(first).orderedAt;

let clock = createWatchedClock();
let log = createFakeLog();
let session: Session = first;
let edits: { readonly message: number; readonly text: string; readonly at: number }[] = [];
/** What an edit does besides. */
let during: () => Promise<void> = async () => {};
let live: LiveMessage;

const ms = (): number => Date.parse(clock.now()) - Date.parse(begun);
const edit: Desk['edit'] = async (message, render) => {
  await during();
  edits.push({ message, text: render().text.text, at: ms() });
};
const seen = (detail: string, epoch = 1, id = 'S'): void =>
  live.seen({ session: id, epoch, task: epoch, elapsedMs: 0, turns: 1, tool: { name: 'Bash', detail } });
const tools = (): readonly (string | undefined)[] =>
  edits.map(({ text }) => /Bash (?<tool>\w+)/.exec(text)?.groups?.['tool']);

/** Lets time pass in small steps, and everything that follows from each. */
async function passes(forMs: number, eachStep: () => void = () => {}): Promise<void> {
  for (let left = forMs; left > 0; left -= 500) {
    clock.advance(500);
    eachStep();
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  }
}

beforeEach(() => {
  clock = createWatchedClock();
  clock.set(begun);
  log = createFakeLog();
  session = first;
  edits = [];
  during = async () => {};
  live = createLiveMessage({ desk: { edit }, read: () => session, clock, local: day.local, log });
});
afterEach(() => live.stop());

describe('the running message', () => {
  it('is edited every three seconds at most, however much is seen, and ends with what was seen last', async () => {
    live.follow(5, first, attemptOf(first));
    let n = 0;
    await passes(30_000, () => {
      for (let each = 0; each < 10; each += 1) seen(`call${(n += 1)}`);
    });
    expect(edits.map(({ at }) => at)).toEqual([3, 6, 9, 12, 15, 18, 21, 24, 27, 30].map((s) => s * 1_000));
    expect(new Set(edits.map(({ message }) => message))).toEqual(new Set([5]));
    seen('last');
    await passes(3_000);
    expect(tools().at(-1)).toBe('last');
  });

  it('is edited soon when a call begins to wait, and when it waits no more', async () => {
    seen('only');
    live.follow(5, first, attemptOf(first));
    await passes(4_000);
    session = openOf(play(required, start(), approve, day.asks(day.permission)));
    await passes(3_000);
    session = first;
    await passes(3_000);
    expect(edits.map(({ at, text }) => [at, text.includes('It waits for your answer')])).toEqual([
      [3_000, false],
      [6_000, true],
      [9_000, false],
    ]);
  });

  it('is edited by its clock alone when nothing happens, more seldom', async () => {
    seen('only');
    live.follow(5, first, attemptOf(first));
    await passes(30_000);
    expect(edits.map(({ at }) => at)).toEqual([3_000, 15_000, 27_000]);
    expect(edits.map(({ text }) => text.split('\n', 1)[0])).toEqual([
      '⚙️ Task 1/3 · 0:03 · 1 turn',
      '⚙️ Task 1/3 · 0:15 · 1 turn',
      '⚙️ Task 1/3 · 0:27 · 1 turn',
    ]);
  });

  it('is edited ever more seldom as the attempt gets long, every 15 seconds at least', async () => {
    live.follow(5, first, attemptOf(first));
    let n = 0;
    await passes(600_000, () => seen(`c${(n += 1)}`));
    const gaps = edits.map(({ at }, index) => at - (edits[index - 1]?.at ?? 0));
    expect(gaps).toEqual([...gaps].sort((a, b) => a - b));
    expect([Math.min(...gaps), Math.max(...gaps)]).toEqual([3_000, 15_000]);
  });

  it('tells nothing of another attempt', async () => {
    seen('other', 2);
    live.follow(5, first, attemptOf(first));
    await passes(3_000);
    seen('foreign', 1, 'R');
    await passes(12_000);
    expect(tools()).toEqual([undefined]);
    expect(live.last()).toMatchObject({ session: 'R' });
  });

  it('goes on after failures', async () => {
    live.follow(5, first, attemptOf(first));
    during = () => Promise.reject(new Error('ECONNRESET'));
    let n = 0;
    await passes(6_000, () => seen(`c${(n += 1)}`));
    expect(edits).toEqual([]);
    expect(log.said).toEqual(Array(2).fill('debug the progress was not shown'));
    during = async () => {};
    await passes(3_000, () => seen('back'));
    expect(tools()).toEqual(['back']);
  });

  it('waits for a slow edit before the next one, and shows what was seen meanwhile', async () => {
    live.follow(5, first, attemptOf(first));
    let done = (): void => {};
    during = () => new Promise((resolve) => (done = resolve));
    await passes(3_000, () => seen('early'));
    await passes(60_000, () => seen('late'));
    expect(edits).toEqual([]);
    during = async () => {};
    done();
    await passes(500);
    expect(tools()).toEqual(['late']);
  });
});

describe('its end', () => {
  it('comes when nothing is edited any more', async () => {
    live.follow(5, first, attemptOf(first));
    let done = (): void => {};
    during = () => new Promise((resolve) => (done = resolve));
    await passes(3_000, () => seen('x'));
    let ended = false;
    const end = live.end('S', 1).then(() => (ended = true));
    await passes(10_000);
    expect(ended).toBe(false);
    done();
    await end;
    await passes(60_000, () => seen('late'));
    expect(edits).toHaveLength(1);
  });

  it('of another attempt, or of one in another session, changes nothing', async () => {
    live.follow(5, first, attemptOf(first));
    await live.end('S', 2);
    await live.end('R', 1);
    await passes(3_000, () => seen('x'));
    expect(edits).toHaveLength(1);
    await live.end('S', 1);
    await live.end('S', 1);
  });

  it('comes with the session', async () => {
    live.follow(5, first, attemptOf(first));
    session = play(required, start(), { type: 'stop' }).session;
    await passes(30_000, () => seen('late'));
    expect(edits).toEqual([]);
  });
});

describe('attempts', () => {
  it('are followed one after the other', async () => {
    live.follow(5, first, attemptOf(first));
    await passes(3_000, () => seen('one'));
    await live.end('S', 1);
    session = second;
    live.follow(8, second, attemptOf(second));
    await passes(6_000, () => seen('two', 2));
    expect(edits.map(({ message }) => message)).toEqual([5, 8, 8]);
    expect(tools()).toEqual(['one', 'two', 'two']);
  });

  it('take turns also when the end of the first was not told', async () => {
    live.follow(5, first, attemptOf(first));
    session = second;
    live.follow(8, second, attemptOf(second));
    await passes(3_000, () => seen('x', 2));
    expect(edits.map(({ message }) => message)).toEqual([8]);
  });

  it('are followed once, however often that is asked for', async () => {
    live.follow(5, first, attemptOf(first));
    live.follow(5, first, attemptOf(first));
    await passes(3_000, () => seen('x'));
    expect(edits).toHaveLength(1);
  });
});
