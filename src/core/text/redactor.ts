import { oneLine } from './plain-text.ts';

/**
 * Takes secrets out of texts: those that were registered, in the forms they travel in, and well-known shapes; of one that
 * was cut before it came here, what is left of it.
 */
export interface Redactor {
  register(secret: string | undefined): void;
  redact(text: string): string;
}

export interface RedactorDeps {
  /** Other spellings in which a secret may appear, such as its base64. */
  readonly formsOf: (secret: string) => readonly string[];
}

export const REDACTED = '[redacted]';

/** Shorter texts occur by chance: taking them out would garble what is no secret. */
const SHORTEST = 6;

const SHAPES: readonly RegExp[] = [
  /\bsk-ant-[\w-]{8,}/g,
  // A Telegram bot token; in an address it follows the word `bot` directly.
  /(?<!\d)\d{8,}:[\w-]{35}(?![\w-])/g,
  /(?<=\bBearer )[\w.~+/-]{8,}=*/gi,
  // Their beginnings, where a text was cut.
  /\bsk-ant-[\w-]+(?=…|\.{3})/g,
  /(?<!\d)\d{8,}:[\w-]{4,35}(?=…|\.{3})/g,
  /(?<=\bBearer )[\w~+/-]{4,}(?=…|\.{3})/gi,
];

export function createRedactor({ formsOf }: RedactorDeps): Redactor {
  const known = new Set<string>();
  return {
    register(secret) {
      const plain = secret?.trim() ?? '';
      if (plain.length < SHORTEST) return;
      const forms = [plain, oneLine(plain), ...formsOf(plain)];
      for (const form of forms) if (form.length >= SHORTEST) known.add(form);
    },
    redact(text) {
      // The longest first: one secret may be part of another's spelling.
      const longestFirst = [...known].sort((a, b) => b.length - a.length);
      const without = longestFirst.reduce((rest, form) => rest.replaceAll(form, REDACTED), text);
      const whole = SHAPES.reduce((rest, shape) => rest.replace(shape, REDACTED), without);
      return withoutPieces(whole, longestFirst);
    },
  };
}

/** What a text that was cut has where it was. */
const CUT = /(…+|\.{3,})/;

/** What is shorter occurs by chance, even beside a cut. */
const SHORTEST_PIECE = 4;

/** Half of a secret is not found as a whole: so its beginning is taken out before a cut, and its end after one. */
function withoutPieces(text: string, forms: readonly string[]): string {
  const pieces = text.split(CUT);
  const near = pieces.length > 1 ? forms.filter((form) => mayBeLeftIn(text, form)) : [];
  if (near.length === 0) return text;
  return pieces
    .map((piece, index) => {
      if (index % 2 === 1 || piece.length < SHORTEST_PIECE) return piece;
      const end = index > 0 ? longest(near, (form) => lengthOfEnd(piece, form)) : 0;
      const rest = end > 0 ? `${REDACTED}${piece.slice(end)}` : piece;
      const begin = index < pieces.length - 1 ? longest(near, (form) => lengthOfBeginning(rest, form)) : 0;
      return begin > 0 ? `${rest.slice(0, -begin)}${REDACTED}` : rest;
    })
    .join('');
}

const mayBeLeftIn = (text: string, form: string): boolean =>
  text.includes(form.slice(0, SHORTEST_PIECE)) || text.includes(form.slice(-SHORTEST_PIECE));

const longest = (forms: readonly string[], lengthOf: (form: string) => number): number =>
  forms.reduce((most, form) => Math.max(most, lengthOf(form)), 0);

/** How much of the text's end is the beginning of `form`. */
function lengthOfBeginning(text: string, form: string): number {
  const tail = text.slice(1 - form.length);
  const start = form.slice(0, SHORTEST_PIECE);
  for (let at = tail.indexOf(start); at !== -1; at = tail.indexOf(start, at + 1)) {
    if (form.startsWith(tail.slice(at))) return tail.length - at;
  }
  return 0;
}

/** How much of the text's beginning is the end of `form`. */
function lengthOfEnd(text: string, form: string): number {
  const head = text.slice(0, form.length - 1);
  const end = form.slice(-SHORTEST_PIECE);
  // (At the very beginning it is the end of `form`, so that the search is over there.)
  for (let at = head.lastIndexOf(end); at !== -1; at = head.lastIndexOf(end, at - 1)) {
    if (form.endsWith(head.slice(0, at + end.length))) return at + end.length;
  }
  return 0;
}
