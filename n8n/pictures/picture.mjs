const BOX = { width: 170, height: 64 };
const MARGIN = 40;
/** Further back than to the neighbour. */
const FAR = 600;
const COLOURS = { trigger: '#0a7d4f', telegram: '#2679b5', httpRequest: '#6b3fa0', wait: '#9a6a00' };

/** A workflow as n8n shows it, as SVG: boxes where the nodes stand, and lines from output to input. */
export function pictureOf({ name, nodes, connections }) {
  const left = Math.min(...nodes.map(({ position }) => position[0])) - MARGIN;
  const top = Math.min(...nodes.map(({ position }) => position[1])) - MARGIN;
  const width = Math.max(...nodes.map(({ position }) => position[0])) + BOX.width + MARGIN - left;
  const height = Math.max(...nodes.map(({ position }) => position[1])) + BOX.height + 2 * MARGIN - top;
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const bottom = top + height - MARGIN;
  const lines = Object.entries(connections).flatMap(([from, { main }]) =>
    main.flatMap((targets, output) =>
      targets.map((target) =>
        lineOf({ from: byName.get(from), output, outputs: main.length, to: byName.get(target.node), bottom }),
      ),
    ),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${left} ${top} ${width} ${height}" width="${width}" font-family="sans-serif" role="img">
<title>${escaped(name)}</title>
<rect x="${left}" y="${top}" width="${width}" height="${height}" rx="12" fill="#f7f7f9"/>
${[...lines, ...nodes.map(boxOf)].join('\n')}
</svg>
`;
}

function boxOf({ name, type, position: [x, y] }) {
  const kind = type.split('.')[1];
  const colour =
    /trigger|webhook$/i.test(kind) && kind !== 'respondToWebhook'
      ? COLOURS.trigger
      : (COLOURS[kind] ?? '#555');
  return `<g><rect x="${x}" y="${y}" width="${BOX.width}" height="${BOX.height}" rx="8" fill="#fff" stroke="${colour}" stroke-width="2"/>
<text x="${x + BOX.width / 2}" y="${y + 28}" text-anchor="middle" font-size="14" fill="#222">${escaped(name)}</text>
<text x="${x + BOX.width / 2}" y="${y + 48}" text-anchor="middle" font-size="11" fill="${colour}">${escaped(kind)}</text></g>`;
}

function lineOf({ from, output, outputs, to, bottom }) {
  const isError = from.onError === 'continueErrorOutput' && output === outputs - 1;
  const x1 = from.position[0] + BOX.width;
  const y1 = from.position[1] + (BOX.height * (output + 1)) / (outputs + 1);
  const x2 = to.position[0];
  const y2 = to.position[1] + BOX.height / 2;
  // A line back goes below the boxes.
  const bend =
    x2 > x1
      ? `C ${(x1 + x2) / 2} ${y1}, ${(x1 + x2) / 2} ${y2}, ${x2} ${y2}`
      : backTo(x1, y1, x2, y2, bottom);
  const colour = isError ? '#c0392b' : '#8a8a93';
  const label = labelOf(from, output, isError);
  return `<path d="M ${x1} ${y1} ${bend}" fill="none" stroke="${colour}" stroke-width="1.5"${isError ? ' stroke-dasharray="5 4"' : ''}/>
<circle cx="${x2}" cy="${y2}" r="3" fill="${colour}"/>${label === '' ? '' : `<text x="${x1 + 5}" y="${y1 - 4}" font-size="11" fill="${colour}">${label}</text>`}`;
}

function backTo(x1, y1, x2, y2, bottom) {
  const low = x1 - x2 > FAR ? bottom + MARGIN / 2 : Math.max(y1, y2) + BOX.height;
  return `C ${x1 + 50} ${y1}, ${x1 + 50} ${low}, ${(x1 + x2) / 2} ${low} S ${x2 - 50} ${y2}, ${x2} ${y2}`;
}

function labelOf({ type }, output, isError) {
  if (isError) return 'error';
  if (type.endsWith('.if')) return output === 0 ? 'yes' : 'no';
  return '';
}

const escaped = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
