import type { MessageEntity } from 'grammy/types';
import { widthOf, type Face } from './text-width.ts';

export interface Run {
  readonly text: string;
  readonly bold: boolean;
  readonly mono: boolean;
  readonly link: boolean;
}

export type Block = 'plain' | 'quote' | 'folded' | 'code';

/** One line as it is drawn. */
export interface Line {
  readonly runs: readonly Run[];
  readonly block: Block;
}

export interface Wrapping {
  readonly size: number;
  readonly codeSize: number;
  /** How wide a line of that block may be. */
  readonly width: (block: Block) => number;
}

/** The text of a message as lines that fit. */
export function chatLines(
  { text, entities }: { readonly text: string; readonly entities: readonly MessageEntity[] },
  wrapping: Wrapping,
): readonly Line[] {
  let offset = 0;
  return text.split('\n').flatMap((paragraph) => {
    const at = offset;
    offset += paragraph.length + 1;
    const block = blockAt(entities, at);
    const runs = runsOf(paragraph, at, entities, block);
    return wrapped(runs, wrapping, block).map((line) => ({ runs: line, block }));
  });
}

export const faceOf = ({ bold, mono }: Run, block: Block, { size, codeSize }: Wrapping): Face => ({
  size: block === 'code' ? codeSize : size,
  bold,
  mono,
});

const BLOCKS: Readonly<Record<string, Block>> = {
  pre: 'code',
  blockquote: 'quote',
  expandable_blockquote: 'folded',
};

function blockAt(entities: readonly MessageEntity[], at: number): Block {
  const found = entities.find(
    ({ type, offset, length }) => type in BLOCKS && offset <= at && at < offset + length,
  );
  return (found && BLOCKS[found.type]) ?? 'plain';
}

/** What Telegram makes a command of; in code it does not. */
const COMMAND = /(?<![\w/<>])\/[a-z]+(?![\w/<>])/g;

function runsOf(
  paragraph: string,
  start: number,
  entities: readonly MessageEntity[],
  block: Block,
): readonly Run[] {
  const has = (type: string, at: number): boolean =>
    entities.some(
      (entity) => entity.type === type && entity.offset <= at && at < entity.offset + entity.length,
    );
  const links = [...paragraph.matchAll(COMMAND)].map(
    ({ index, 0: { length } }) => [index, index + length] as const,
  );
  const runs: Run[] = [];
  let index = 0;
  for (const character of paragraph) {
    const at = start + index;
    const mono = block === 'code' || has('code', at);
    const link = !mono && links.some(([from, to]) => from <= index && index < to);
    const run = { text: character, bold: has('bold', at), mono, link };
    const last = runs.at(-1);
    if (last?.bold === run.bold && last.mono === mono && last.link === link)
      runs[runs.length - 1] = { ...last, text: last.text + character };
    else runs.push(run);
    index += character.length;
  }
  return runs;
}

/** Cut at blanks; a word that is too long for a line, anywhere. */
function wrapped(runs: readonly Run[], wrapping: Wrapping, block: Block): readonly (readonly Run[])[] {
  const limit = wrapping.width(block);
  const lines: Run[][] = [[]];
  let used = 0;
  const put = (piece: Run, width: number): void => {
    if (used + width > limit && used > 0) {
      lines.push([]);
      used = 0;
      if (piece.text.trim() === '') return;
    }
    lines.at(-1)?.push(piece);
    used += width;
  };
  for (const run of runs) {
    const face = faceOf(run, block, wrapping);
    for (const word of run.text.split(/(?<= )|(?= )/)) {
      const fits = widthOf(word, face) <= limit;
      for (const text of fits ? [word] : Array.from(word)) put({ ...run, text }, widthOf(text, face));
    }
  }
  return lines.map(merged);
}

function merged(pieces: readonly Run[]): readonly Run[] {
  return pieces.reduce<readonly Run[]>((runs, piece) => {
    const last = runs.at(-1);
    return last?.bold === piece.bold && last.mono === piece.mono && last.link === piece.link
      ? [...runs.slice(0, -1), { ...last, text: last.text + piece.text }]
      : [...runs, piece];
  }, []);
}
