import { createLogUpdate } from 'log-update';
import type { Style } from './style.ts';
import { shortened } from '../../core/text/shortened.ts';
import { wrappedLine } from './wrapped.ts';

/** An output that a person reads. */
export interface Output extends NodeJS.WritableStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Lines that stay, and below them at most one line that changes. */
export interface Screen {
  readonly live: boolean;
  readonly style: Style;
  /** Of a line, as far as that is known. */
  readonly width: number;
  print(lines: readonly string[]): void;
  /** The changing line; undefined takes it away. Nothing where the output cannot change a line. */
  show(line: string | undefined): void;
  /** While held, printed lines wait: a prompt has the terminal. */
  hold(): void;
  release(): void;
}

const USUAL_WIDTH = 80;
/** Where nobody says how wide a line is: a file, a pipe. */
const PLAIN_WIDTH = 100;
/** A terminal that says 0 columns, or next to none, is not believed. */
const LEAST_WIDTH = 20;

/** An output that is closed (`| head`) is written to no more; that is nobody's fault and no reason to end. */
export function createScreen(output: Output, style: Style): Screen {
  const live = output.isTTY === true;
  const update = createLogUpdate(output, { showCursor: true });
  let current: string | undefined;
  let held: string[] | undefined;
  let closed = false;
  output.on('error', () => (closed = true));
  output.on('close', () => (closed = true));

  const draw = (): void => {
    if (current !== undefined && !held) update(shortened(current, (output.columns ?? USUAL_WIDTH) - 1));
  };
  const erase = (): void => {
    if (current !== undefined && !held) update.clear();
  };

  const columns = (): number | undefined =>
    output.columns === undefined || output.columns < LEAST_WIDTH ? undefined : output.columns;
  const fitted = (lines: readonly string[]): readonly string[] => {
    const width = columns();
    return width === undefined ? lines : lines.flatMap((line) => wrappedLine(line, width));
  };

  const print = (lines: readonly string[]): void => {
    if (closed || lines.length === 0) return;
    if (held) {
      held.push(...lines);
      return;
    }
    erase();
    output.write(`${fitted(lines).join('\n')}\n`);
    draw();
  };

  return {
    live,
    style,
    get width() {
      return columns() ?? PLAIN_WIDTH;
    },
    print,
    show(line) {
      if (!live || closed) return;
      if (line === undefined) erase();
      current = line;
      draw();
    },
    hold() {
      erase();
      held ??= [];
    },
    release() {
      const waiting = held ?? [];
      held = undefined;
      if (waiting.length > 0) print(waiting);
      else if (!closed) draw();
    },
  };
}
