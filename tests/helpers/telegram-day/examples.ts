import type { MessageEntity } from 'grammy/types';
import { formatDuration } from '../../../src/core/text/duration.ts';

/** What stands for the values that differ from run to run: ids, times, durations, costs and paths. */
export interface Examples {
  /** `at` is the time on the clock of the day, `epoch` the number of attempts begun until then. */
  readonly shown: (shown: Shown, moment: { readonly at: string; readonly epoch: number }) => Shown;
}

export interface Shown {
  readonly text: string;
  readonly entities: readonly MessageEntity[];
}

interface Example {
  readonly task: number;
  readonly ms: number;
  readonly usd: number;
}

export interface ExampleDeps {
  /** The folder of the project. */
  readonly root: string;
  /** The task of each attempt, in order. */
  readonly attempts: readonly number[];
}

const SESSION = '20261121-093015';
const GATE = 'Wu3vvSp6Ki5Z';
const BEGAN = '09:30';
const MIDNIGHT = '2026-11-21T00:00:00Z';
const FOLDER = '/home/ann/shop';
const WAITED = '12:10';
const RESET = { local: '16:00', cli: '4pm (UTC)' };
/** Of the day, perhaps with the day: a duration of the test has one digit before its colon. */
const TIME = /(?<!until )(?<=[ ·])(?:\w{3} \d+ \w{3} )?\d\d:\d\d(?=$|[\s:.)])(?! from)/gm;

export function createExamples({ root, attempts }: ExampleDeps): Examples {
  const examples: readonly Example[] = attempts.map((task, index) => ({
    task,
    ms: (120 + ((index * 97) % 420)) * 1_000,
    usd: 0.14 + ((index * 7) % 29) / 100,
  }));
  const sum = (parts: readonly Example[]): { readonly took: string; readonly cost: string } => ({
    took: formatDuration(parts.reduce((all, { ms }) => all + ms, 0)),
    cost: `$${parts.reduce((all, { usd }) => all + usd, 0).toFixed(2)}`,
  });
  const ofTask = (number: number): readonly Example[] => examples.filter(({ task }) => task === number);

  /** Whose effort a line tells. */
  function told(line: string, epoch: number, running: boolean): ReturnType<typeof sum> {
    const [, task] = /^\S+ (\d+)\. /.exec(line) ?? [];
    if (task !== undefined) return sum(ofTask(Number(task)));
    if (line.startsWith('Work: ')) return sum(examples);
    if (line.includes(' to go · ')) return sum(examples.slice(0, running ? epoch - 1 : epoch));
    return running ? { took: '0:42', cost: '$0.03' } : sum(examples.slice(epoch - 1, epoch));
  }

  return {
    shown({ text, entities }, { at, epoch }) {
      const running = text.includes('⚙️');
      let next: Shown = { text, entities };
      const replace = (pattern: RegExp, by: Replacement): void => {
        next = replaced(next, pattern, by);
      };
      replace(new RegExp(root.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`), 'g'), () => FOLDER);
      replace(/\b\d{8}-\d{6}\b/g, () => SESSION);
      replace(/(?<=\/undo-)[\w-]+/g, () => GATE);
      replace(/\b\d{4}-\d\d-\d\d-tasks/g, () => '2026-11-21-tasks');
      replace(/started [^(\n]*\([\d:]+\)/g, () => `started ${BEGAN} (${between(BEGAN, at)})`);
      replace(/[\d:]+ from start to end/g, () => `${between(BEGAN, at)} from start to end`);
      replace(/(?<=limit · )resets .*/g, () => `resets ${RESET.cli}`);
      replace(/(?<=resets at )[^.\n]+/g, () => RESET.local);
      replace(/(?<=goes on by itself at )[^,\n]+/g, () => RESET.local);
      replace(TIME, (found, line) => (/^(?:Time limit:|The limit|\d+ done)/.test(line) ? found : at));
      replace(/(?<=(?:·|^Work:) )\d:\d\d(?=$| ·| \()/gm, (_found, line) => told(line, epoch, running).took);
      replace(/(?<= \()[\d:]+(?= waiting for you\))/g, () => WAITED);
      replace(/\$\d+\.\d\d/g, (_found, line) => told(line, epoch, running).cost);
      return next;
    },
  };
}

type Replacement = (found: string, line: string) => string;

/** The entities keep to their words. */
function replaced({ text, entities }: Shown, pattern: RegExp, by: Replacement): Shown {
  return [...text.matchAll(pattern)].toReversed().reduce<Shown>(
    (done, { index, 0: found }) => {
      const line = text.slice(text.lastIndexOf('\n', index) + 1).split('\n', 1)[0] ?? '';
      const words = by(found, line);
      const grown = words.length - found.length;
      return {
        text: done.text.slice(0, index) + words + done.text.slice(index + found.length),
        entities: done.entities.map((entity) => {
          if (entity.offset > index) return { ...entity, offset: entity.offset + grown };
          return entity.offset + entity.length > index
            ? { ...entity, length: entity.length + grown }
            : entity;
        }),
      };
    },
    { text, entities },
  );
}

const msOf = (time: string): number => Date.parse(MIDNIGHT.replace('00:00', time)) - Date.parse(MIDNIGHT);

const between = (from: string, to: string): string => formatDuration(msOf(to) - msOf(from));
