import {
  AbortPromptError,
  createPrompt,
  isBackspaceKey,
  isEnterKey,
  useEffect,
  useKeypress,
  useRef,
  useState,
  type KeypressEvent,
} from '@inquirer/core';
import type { Question } from './keyboard.ts';
import type { Style } from './style.ts';
import type { Timers } from './timers.ts';

export interface GatePromptConfig {
  readonly question: Question;
  readonly style: Style;
  readonly timers: Timers;
}

/** A key acts only when it stays alone this long: `approve 3` begins with the key for approve. */
export const HOT_KEY_MS = 250;
/** Keys count only after this long without one: what was typed before the question was read answers another. */
export const SETTLE_MS = 300;
/** The same where nobody knew that a question would come: as long as it takes to see that there is one. */
export const SUDDEN_SETTLE_MS = 700;
const TICK_MS = 1_000;
const TOO_EARLY = '(typed too early, not used)';

/** Resolves with the line, or undefined when the keyboard was closed. */
export const gatePrompt = createPrompt<string | undefined, GatePromptConfig>((config, done) => {
  const { question, timers } = config;
  const [settled, setSettled] = useState(false);
  const [line, setLine] = useState('');
  const [answered, setAnswered] = useState(false);
  const [early, setEarly] = useState(0);
  const [lost, setLost] = useState(false);
  /** Whether anything was typed, too early, since the last Enter. */
  const begun = useRef(false);
  // Once words were typed a letter is a letter, until the line is empty again.
  const alone = useRef(true);

  const ticks = useRef(0);
  const [, setTick] = useState(0);

  const finish = (typed: string): void => {
    setLine(typed);
    setAnswered(true);
    done(typed);
  };

  const ignore = (key: KeypressEvent): void => {
    if (isEnterKey(key) && begun.current) setLost(true);
    begun.current = !isEnterKey(key);
    setEarly(early + 1);
  };

  useEffect((rl) => {
    rl.on('close', () => done(undefined));
  }, []);

  const settleMs = question.isSudden === true ? SUDDEN_SETTLE_MS : SETTLE_MS;
  useEffect(() => timers.after(settleMs, () => setSettled(true)), [early]);

  useEffect(
    () => (question.ticking ? timers.every(TICK_MS, () => setTick((ticks.current += 1))) : undefined),
    [],
  );

  const hot = settled && !answered && alone.current ? question.hotKeys[line] : undefined;
  useEffect(
    (rl) => {
      if (hot === undefined) return undefined;
      return timers.after(HOT_KEY_MS, () => {
        if (!hot.endsWith(' ')) {
          finish(hot);
          return;
        }
        alone.current = false;
        rl.clearLine(0);
        rl.write(hot);
        setLine(hot);
      });
    },
    [hot],
  );

  useKeypress((key, rl) => {
    if (answered) return;
    if (!settled) {
      rl.clearLine(0);
      ignore(key);
      return;
    }
    if (isEnterKey(key)) {
      if (line.trim() !== '') finish(line);
      else rl.clearLine(0);
      return;
    }
    if (isEscape(key)) rl.clearLine(0);
    if (rl.line === '') alone.current = true;
    else if (isBackspaceKey(key) || rl.line.length > 1) alone.current = false;
    setLine(rl.line);
  });

  return answered ? `> ${line}` : [...above(config, lost), `> ${line}`].join('\n');
});

function above({ question, style }: GatePromptConfig, lost: boolean): readonly string[] {
  const ticking = question.ticking?.();
  return [
    ...(ticking === undefined ? [] : [ticking]),
    style.dim(question.keys),
    ...(lost ? [style.dim(TOO_EARLY)] : []),
  ];
}

const isEscape = (key: KeypressEvent): boolean => key.name === 'escape';

/** The question was taken back. */
export const isWithdrawn = (error: unknown): boolean => error instanceof AbortPromptError;
