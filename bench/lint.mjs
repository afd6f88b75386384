import { fromMarkdown } from 'mdast-util-from-markdown';
import { parseTaskFile } from '../dist/core/task/index.js';
import { median, tasks } from './workspace.mjs';

/** Checking a long task file, against the bare Markdown parse of the same text. */
export function lint(smoke) {
  const count = smoke ? 100 : 10_000;
  const text = tasks(count);
  const rounds = smoke ? 1 : 7;
  const ours = [];
  const bare = [];
  for (let round = 0; round <= rounds; round += 1) {
    bare.push(time(() => fromMarkdown(text)));
    ours.push(time(() => parseTaskFile(text)));
  }
  // The first round warms up.
  const [a, b] = [median(ours.slice(1)), median(bare.slice(1))];
  return [
    {
      what: `checking ${count} tasks`,
      measured: `${a.toFixed(0)} ms`,
      baseline: `${b.toFixed(0)} ms (bare parse)`,
      multiple: (a / b).toFixed(2),
      'at most': '2',
    },
  ];
}

function time(call) {
  const start = performance.now();
  call();
  return performance.now() - start;
}
