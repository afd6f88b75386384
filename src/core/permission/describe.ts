import type { Call } from './call.ts';
import { canonical } from './canonical.ts';
import { lineDiff, marked } from './line-diff.ts';
import { spelledOut } from '../text/spelled-out.ts';

/** What a card shows of a call: bounded, and with every character that would not be seen spelled out. */
export type Shown =
  | { readonly kind: 'command'; readonly command: string; readonly description?: string | undefined }
  | { readonly kind: 'edit'; readonly path: string; readonly diff: string }
  | {
      readonly kind: 'write';
      readonly path: string;
      readonly diff?: string | undefined;
      readonly content: string;
    }
  | { readonly kind: 'fetch'; readonly url: string; readonly prompt?: string | undefined }
  | { readonly kind: 'other'; readonly tool: string; readonly input: string };

type Input = Call['input'];

const LONGEST = 20_000;

/** `before` is what the file of a `Write` holds now. A call whose input is not as its tool has it is shown as it came. */
export function shownCall({ tool, input }: Call, before?: string): Shown {
  const show = Object.hasOwn(SHOWING, tool) ? SHOWING[tool] : undefined;
  return show?.(input, before) ?? { kind: 'other', tool: shown(tool), input: shown(canonical(input)) };
}

const SHOWING: Readonly<Record<string, (input: Input, before?: string) => Shown | undefined>> = {
  Bash: shownCommand,
  Monitor: shownCommand,
  Edit: (input) => shownEdit(input['file_path'], diffOf(input)),
  MultiEdit: (input) => shownEdit(input['file_path'], diffsOf(input['edits'])),
  NotebookEdit: (input) => shownEdit(input['notebook_path'], cellOf(input)),
  Write: shownWrite,
  WebFetch: shownFetch,
};

function shownCommand({ command, description }: Input): Shown | undefined {
  if (typeof command !== 'string') return undefined;
  const said = typeof description === 'string' ? { description: shown(description) } : {};
  return { kind: 'command', command: shown(command), ...said };
}

function shownEdit(path: unknown, diff: string | undefined): Shown | undefined {
  return typeof path === 'string' && diff !== undefined
    ? { kind: 'edit', path: shown(path), diff: shown(diff) }
    : undefined;
}

function diffOf(input: Input): string | undefined {
  const { old_string: before, new_string: after, replace_all: isEvery } = input;
  if (typeof before !== 'string' || typeof after !== 'string') return undefined;
  return isEvery === true ? `${lineDiff(before, after)}\n(wherever it stands)` : lineDiff(before, after);
}

function diffsOf(edits: unknown): string | undefined {
  if (!Array.isArray(edits)) return undefined;
  const diffs = edits.map((edit: unknown) =>
    typeof edit === 'object' && edit !== null ? diffOf({ ...edit }) : undefined,
  );
  return diffs.includes(undefined) ? undefined : diffs.join('\n@@\n');
}

function cellOf({ new_source: source, edit_mode: mode }: Input): string | undefined {
  if (mode === 'delete') return '(the cell is deleted)';
  return typeof source === 'string' ? marked('+', source) : undefined;
}

function shownWrite({ file_path: path, content }: Input, before?: string): Shown | undefined {
  if (typeof path !== 'string' || typeof content !== 'string') return undefined;
  const change = before === undefined ? {} : { diff: shown(lineDiff(before, content)) };
  return { kind: 'write', path: shown(path), ...change, content: shown(content) };
}

function shownFetch({ url, prompt }: Input): Shown | undefined {
  if (typeof url !== 'string') return undefined;
  return { kind: 'fetch', url: shown(url), ...(typeof prompt === 'string' ? { prompt: shown(prompt) } : {}) };
}

/** What is left out is said: nobody should take a part for the whole. */
function shown(text: string): string {
  const plain = spelledOut(text.slice(0, LONGEST).replace(/\r\n/g, '\n'));
  return text.length > LONGEST
    ? `${plain}\n… (${String(text.length - LONGEST)} more characters are not shown)`
    : plain;
}
