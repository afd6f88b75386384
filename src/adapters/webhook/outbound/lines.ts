import { oneLine } from '../../../core/text/plain-text.ts';

/** A line, or several that belong together, of a notification. */
export interface Line {
  readonly text: string;
  readonly look?: 'head' | 'quote' | 'code' | undefined;
}

export const head = (text: string): Line => ({ text: oneLine(text), look: 'head' });
export const plain = (text: string): Line => ({ text });

/** What is quoted as it is, cut where it would take more than `limit` characters with its escapes. */
export function boundedCode(text: string, limit: number): { readonly line: Line; readonly whole: boolean } {
  const line: Line = { text, look: 'code' };
  return htmlOf(line).length <= limit
    ? { line, whole: true }
    : { line: cut(line, limit, htmlOf), whole: false };
}

/** What Telegram takes in one message, tags and all, to be on the safe side. */
const LONGEST = 4_096;

/** As it is read where nothing is formatted. */
export const asText = (lines: readonly Line[]): string => fitted(lines, ({ text }) => text);

/** As Telegram takes it with `parse_mode: HTML`. */
export const asHtml = (lines: readonly Line[]): string => fitted(lines, htmlOf);

function htmlOf({ text, look }: Line): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  switch (look) {
    case 'head':
      return `<b>${escaped}</b>`;
    case 'code':
      return `<pre>${escaped}</pre>`;
    case 'quote':
      return `<blockquote>${escaped}</blockquote>`;
    case undefined:
      return escaped;
  }
}

type Render = (line: Line) => string;

/** Shortens the longest line until all fit: so the small ones, which say what it is about, stay. */
function fitted(lines: readonly Line[], render: Render): string {
  const joined = lines.map(render).join('\n');
  const excess = joined.length - LONGEST;
  if (excess <= 0) return joined;
  const lengths = lines.map((line) => render(line).length);
  const longest = lengths.indexOf(Math.max(...lengths));
  const fair = Math.floor(LONGEST / lines.length) - 1;
  const limit = Math.max(fair, (lengths[longest] ?? 0) - excess);
  return fitted(
    lines.map((line, index) => (index === longest ? cut(line, limit, render) : line)),
    render,
  );
}

/** Between characters and outside of tags, whatever escaping makes of the text. */
function cut(line: Line, limit: number, render: Render): Line {
  const most = limit - render({ ...line, text: '…' }).length;
  const size = (text: string): number => render({ text }).length;
  let kept = '';
  let length = 0;
  for (const character of line.text) {
    length += size(character);
    if (length > most) break;
    kept += character;
  }
  return { ...line, text: `${kept}…` };
}
