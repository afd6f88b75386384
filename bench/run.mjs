// Each figure beside its baseline from the same run, as a multiple: `npm run bench`, or `-- --smoke` for a short pass
// that only shows that everything still runs, or `-- name` for one of them.
import { extraPerTask } from './extra-per-task.mjs';
import { checkpoint } from './checkpoint.mjs';
import { http } from './http.mjs';
import { lint } from './lint.mjs';
import { memory } from './memory.mjs';
import { realCli } from './real-cli.mjs';
import { stateWrite } from './state-write.mjs';
import { telegramTap } from './telegram-tap.mjs';

const smoke = process.argv.includes('--smoke');
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const benches = { extraPerTask, realCli, memory, stateWrite, lint, telegramTap, http, checkpoint };

const rows = [];
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  rows.push(...(await bench(smoke)));
}

const columns = ['what', 'measured', 'baseline', 'multiple', 'at most'];
const table = [columns, ...rows.map((row) => columns.map((column) => String(row[column])))];
const widths = columns.map((_, index) => Math.max(...table.map((row) => row[index].length)));
for (const row of table)
  console.log(
    row
      .map((cell, index) => cell.padEnd(widths[index]))
      .join('  ')
      .trimEnd(),
  );
if (smoke) console.log('a smoke pass: too short for its figures to mean anything');
