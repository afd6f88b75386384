/** About as wide as the system fonts of phones and desks draw a character, in parts of the font size. */
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/[\ufe0e\ufe0f\u200d]/u, 0],
  [/\p{Extended_Pictographic}/u, 1.35],
  [/[ ijlI|.,:;'!·]/u, 0.28],
  [/[frt()[\]{}/\\"-]/u, 0.36],
  [/[mMW%@—…]/u, 0.92],
  [/[wA-Z&#+=<>~]/u, 0.69],
  [/[─-╿▀-▟\u2e80-\uffef]/u, 1],
];
const USUAL = 0.56;
const BOLD = 1.06;
const MONOSPACED = 0.61;

export interface Face {
  readonly size: number;
  readonly bold?: boolean | undefined;
  readonly mono?: boolean | undefined;
}

export function widthOf(text: string, { size, bold = false, mono = false }: Face): number {
  const ems = Array.from(text).reduce((sum, character) => sum + emsOf(character, mono), 0);
  return ems * size * (bold ? BOLD : 1);
}

function emsOf(character: string, mono: boolean): number {
  const [, width = USUAL] = WIDTHS.find(([pattern]) => pattern.test(character)) ?? [];
  return mono && width > 0 && width < 1 ? MONOSPACED : width;
}
