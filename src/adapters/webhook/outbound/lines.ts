/** A line, or several that belong together, of a notification. */
export interface Line {
  readonly text: string;
  readonly look?: 'head' | 'quote' | 'code' | undefined;
}

/** As it is read where nothing is formatted. */
export const asText = (lines: readonly Line[]): string => lines.map(({ text }) => text).join('\n');

/** As Telegram takes it with `parse_mode: HTML`. */
export const asHtml = (lines: readonly Line[]): string => lines.map(htmlOf).join('\n');

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
