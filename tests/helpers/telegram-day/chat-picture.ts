import type { ChatMessage } from './chat-entry.ts';
import { chatLines, faceOf, type Block, type Line, type Wrapping } from './chat-lines.ts';
import { widthOf } from './text-width.ts';

const WIDTH = 360;
const MARGIN = 10;
const BUBBLE = WIDTH - 2 * MARGIN - 6;
const PADDING = 11;
const GAP = 8;
const LINE = 20;
const INDENT = 10;
const BUTTON = { height: 34, gap: 4 };
/** Telegram shows as many lines of a quote that is folded. */
const FOLDED_LINES = 3;
const MORE = ' ⌄';

const FONT = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";
const MONO = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace";
const COLOUR = {
  wall: '#dfe7ec',
  bot: '#ffffff',
  person: '#e3f8d2',
  text: '#17212b',
  link: '#1f78c1',
  bar: '#5b9bd0',
  quote: '#eef5fb',
  code: '#f1f3f5',
  button: '#c3d2dc',
};

const wrapping: Wrapping = {
  size: 14.5,
  codeSize: 12,
  width: (block) => BUBBLE - 2 * PADDING - (block === 'plain' ? 0 : 2 * INDENT),
};

/** Messages as a phone shows them. */
export function chatPicture(title: string, messages: readonly ChatMessage[]): string {
  let top = MARGIN;
  const drawn = messages.map((message) => {
    const { svg, height } = drawMessage(message, top);
    top += height + GAP;
    return svg;
  });
  const height = top - GAP + MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<style>text { font: ${wrapping.size}px ${FONT}; fill: ${COLOUR.text}; white-space: pre } .b { font-weight: 600 } .m { font-family: ${MONO}; font-size: 13px } .c { font-family: ${MONO}; font-size: ${wrapping.codeSize}px } .l { fill: ${COLOUR.link} }</style>`,
    box({ x: 0, y: 0, width: WIDTH, height }, COLOUR.wall, 14),
    ...drawn,
    '</svg>\n',
  ].join('\n');
}

interface Drawn {
  readonly svg: string;
  readonly height: number;
}

function drawMessage(message: ChatMessage, top: number): Drawn {
  const { isBot, buttons } = message;
  const lines = folded(chatLines(message, wrapping));
  const width = buttons.length > 0 ? BUBBLE : Math.min(BUBBLE, widest(lines) + 2 * PADDING);
  const x = isBot ? MARGIN : WIDTH - MARGIN - width;
  const height = lines.length * LINE + 2 * PADDING - 4;
  const keys = buttons.map((row, index) => {
    const y = top + height + BUTTON.gap + index * (BUTTON.height + BUTTON.gap);
    return drawRow(row, { x, y, width });
  });
  return {
    svg: [
      box({ x, y: top, width, height }, isBot ? COLOUR.bot : COLOUR.person, 12),
      ...blocks(lines, { x: x + PADDING, y: top + PADDING - 2, width: width - 2 * PADDING }),
      ...lines.map((line, index) => drawLine(line, { x: x + PADDING, y: top + PADDING - 2 + index * LINE })),
      ...keys,
    ].join('\n'),
    height: height + buttons.length * (BUTTON.height + BUTTON.gap),
  };
}

const widest = (lines: readonly Line[]): number => Math.ceil(Math.max(...lines.map(lineWidth)));

function lineWidth({ runs, block }: Line): number {
  const text = runs.reduce((sum, run) => sum + widthOf(run.text, faceOf(run, block, wrapping)), 0);
  return text + (block === 'plain' ? 0 : 2 * INDENT);
}

/** Of a folded quote the first lines are seen. */
function folded(lines: readonly Line[]): readonly Line[] {
  return lines.flatMap((line, index) => {
    if (line.block !== 'folded') return [line];
    const first = lines.findIndex(({ block }) => block === 'folded');
    const place = index - first;
    const more = lines.filter(({ block }) => block === 'folded').length > FOLDED_LINES;
    if (place >= FOLDED_LINES) return [];
    if (!more || place < FOLDED_LINES - 1) return [line];
    return [{ ...line, runs: [...line.runs, { text: MORE, bold: true, mono: false, link: true }] }];
  });
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** What stands behind neighbouring lines of a quote or of code. */
function blocks(
  lines: readonly Line[],
  { x, y, width }: Place & { readonly width: number },
): readonly string[] {
  return lines.flatMap(({ block }, index) => {
    if (block === 'plain' || lines[index - 1]?.block === block) return [];
    const after = lines.findIndex((line, other) => other > index && line.block !== block);
    const count = (after === -1 ? lines.length : after) - index;
    const place = { x, y: y + index * LINE, width, height: count * LINE };
    const back = box(place, block === 'code' ? COLOUR.code : COLOUR.quote, 4);
    return block === 'code' ? [back] : [back, box({ ...place, width: 3 }, COLOUR.bar, 1.5)];
  });
}

function drawLine({ runs, block }: Line, { x, y }: Place): string {
  const left = x + (block === 'plain' ? 0 : INDENT);
  const spans = runs.map(({ text, bold, mono, link }) => {
    const names = [bold ? 'b' : '', classOf(block, mono), link ? 'l' : ''].filter((name) => name !== '');
    return names.length === 0 ? escaped(text) : `<tspan class="${names.join(' ')}">${escaped(text)}</tspan>`;
  });
  return `<text x="${left}" y="${y + 15}">${spans.join('')}</text>`;
}

const classOf = (block: Block, mono: boolean): string => (block === 'code' ? 'c' : mono ? 'm' : '');

function drawRow(labels: readonly string[], { x, y, width }: Place & { readonly width: number }): string {
  const each = (width - (labels.length - 1) * BUTTON.gap) / labels.length;
  return labels
    .map((label, index) => {
      const left = round(x + index * (each + BUTTON.gap));
      const middle = { x: round(left + each / 2), y: y + BUTTON.height / 2 + 5 };
      return [
        box({ x: left, y, width: round(each), height: BUTTON.height }, COLOUR.button, 8),
        `<text x="${middle.x}" y="${middle.y}" text-anchor="middle" class="b">${escaped(label)}</text>`,
      ].join('\n');
    })
    .join('\n');
}

const box = (
  { x, y, width, height }: Place & { readonly width: number; readonly height: number },
  fill: string,
  radius: number,
): string => `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${fill}"/>`;

const round = (n: number): number => Math.round(n * 10) / 10;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
