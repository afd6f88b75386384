import type { Rich } from './rich-text.ts';
import { split } from './split.ts';

/** How much of everything a card has room for; lengths are in UTF-16 units. */
export interface Room {
  readonly description: number;
  /** Of what Claude says. */
  readonly words: number;
  /** Of what a call would do: that is what is decided about. */
  readonly call: number;
  /** Of what Claude asks, likewise. */
  readonly question: number;
  readonly criteria: number;
  readonly criterion: number;
  readonly verify: number;
  readonly command: number;
  /** Of each Verify command that did not pass. */
  readonly outputLines: number;
  readonly files: number;
  readonly refused: number;
  readonly logLines: number;
  /** Of any other sentence. */
  readonly sentence: number;
}

/** The largest first. */
const ROOMS: readonly Room[] = [
  {
    ...{
      description: 1_200,
      words: 700,
      question: 1_500,
      call: 2_600,
      criteria: 8,
      criterion: 150,
      verify: 8,
      command: 200,
    },
    ...{ outputLines: 8, files: 8, refused: 4, logLines: 8, sentence: 400 },
  },
  {
    ...{
      description: 800,
      words: 500,
      question: 1_000,
      call: 1_600,
      criteria: 5,
      criterion: 120,
      verify: 5,
      command: 160,
    },
    ...{ outputLines: 4, files: 5, refused: 3, logLines: 6, sentence: 300 },
  },
];

const LEAST: Room = {
  ...{
    description: 400,
    words: 300,
    question: 500,
    call: 800,
    criteria: 3,
    criterion: 100,
    verify: 3,
    command: 120,
  },
  ...{ outputLines: 2, files: 3, refused: 2, logLines: 3, sentence: 200 },
};

/** Below it there is still room for what can be done, or for who decided what. */
const LONGEST = 3_800;

/** A card's text, with as much in it as there is room for. */
export function fitting<T extends { readonly text: Rich }>(render: (room: Room) => T): T {
  const fits = ROOMS.map(render).find(({ text }) => text.text.length <= LONGEST);
  if (fits) return fits;
  const least = render(LEAST);
  return { ...least, text: split(least.text, LONGEST)[0] ?? least.text };
}
