import { byTask } from './by-task.ts';
import { bash, say, use, useAll, type Conversation, type ModelScript, type Step } from './model-script.ts';

/** The body of `invoiceTotal`, first with the fault that its test finds. */
const ROUNDED_PER_LINE = `  const withTax = (line) => Math.round(line.quantity * line.unitPriceCents * (1 + taxPercent / 100));
  return lines.reduce((sum, line) => sum + withTax(line), 0);`;

const ROUNDED_ONCE = `  const net = lines.reduce((sum, line) => sum + line.quantity * line.unitPriceCents, 0);
  return net + Math.round((net * taxPercent) / 100);`;

/** Plays the model for `tasks/example-tasks.md`; the paths are relative to the project, where the CLI runs. */
export const demoScript: ModelScript = byTask({
  'Add a migration for the invoices table': orReview([
    use('Write', { file_path: 'db/migrations/001_invoices.sql', content: migration() }),
    bash('git status --short'),
    say(
      'Created db/migrations/001_invoices.sql with the tables invoices and invoice_lines. Prices are whole ' +
        'cents, and the migration can be run twice without harm.',
    ),
  ]),
  'Compute the total of an invoice': orReview([
    useAll(
      [
        { tool: 'Write', input: { file_path: 'invoices.mjs', content: totalWith(ROUNDED_PER_LINE) } },
        { tool: 'Write', input: { file_path: 'invoices.test.mjs', content: totalTest() } },
      ],
      'I start with the function and its test.',
    ),
    bash('node --test'),
    use(
      'Edit',
      { file_path: 'invoices.mjs', old_string: ROUNDED_PER_LINE, new_string: ROUNDED_ONCE },
      'The test fails: the tax is rounded line by line. I round it once, on the sum.',
    ),
    bash('node --test'),
    say('invoices.mjs exports invoiceTotal, which rounds the tax once, on the sum; node --test passes.'),
  ]),
  'Describe the invoices in the README': orReview([
    bash('cat README.md 2>/dev/null || echo "there is no README yet"'),
    bash(`cat >> README.md <<'END'\n${readmeSection()}END`),
    say('README.md has a section Invoices now: where the migration is, and one call with its result.'),
  ]),
});

/** The operator's words are taken down where one sees them; a prompt without words goes on with the steps. */
function orReview(steps: readonly Step[]) {
  return ({ prompts, turn, turnsInAll }: Conversation): readonly Step[] => {
    const words = prompts.length > 1 ? laterWords(prompts.at(-1)) : firstWords(prompts[0]);
    return words === undefined ? steps.slice(turnsInAll - turn) : review(words);
  };
}

/** `firstPrompt` and `nextPrompt` of `core/prompt` put the words last. */
const firstWords = (prompt = ''): string | undefined => prompt.split('## From the operator\n\n')[1];

function laterWords(prompt = ''): string | undefined {
  const said = prompt.replace(/^The run was interrupted[\s\S]*?\n\n/, '');
  return said.startsWith('The attempt before ended like this:') ? undefined : said;
}

const review = (words: string): readonly Step[] => [
  bash(`printf '%s\\n' ${shellQuoted(`- From the review: ${words}`)} >> NOTES.md`, 'I take your words down.'),
  bash('cat NOTES.md && git status --short'),
  say(`I have added a note to NOTES.md with your words: "${words}"`),
];

const shellQuoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

function migration(): string {
  return `CREATE TABLE IF NOT EXISTS invoices (
  id INTEGER NOT NULL PRIMARY KEY,
  customer TEXT NOT NULL,
  issued_on DATE NOT NULL
);

CREATE TABLE IF NOT EXISTS invoice_lines (
  id INTEGER NOT NULL PRIMARY KEY,
  invoice_id INTEGER NOT NULL REFERENCES invoices (id),
  description TEXT NOT NULL,
  quantity INTEGER NOT NULL,
  unit_price_cents INTEGER NOT NULL
);
`;
}

function totalWith(body: string): string {
  return `/** The total of an invoice with tax, in cents. */
export function invoiceTotal(lines, taxPercent) {
${body}
}
`;
}

function totalTest(): string {
  return `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { invoiceTotal } from './invoices.mjs';

test('adds up quantity times price, with tax', () => {
  assert.equal(invoiceTotal([{ quantity: 3, unitPriceCents: 100 }], 19), 357);
});

test('rounds the tax once, on the sum', () => {
  const line = { quantity: 1, unitPriceCents: 102 };
  assert.equal(invoiceTotal([line, line, line], 19), 364);
});

test('is 0 without lines', () => {
  assert.equal(invoiceTotal([], 19), 0);
});
`;
}

function readmeSection(): string {
  return `
## Invoices

The tables come from \`db/migrations/001_invoices.sql\`. Amounts are whole cents:

\`\`\`js
import { invoiceTotal } from './invoices.mjs';

invoiceTotal([{ quantity: 3, unitPriceCents: 105 }], 19); // 375
\`\`\`
`;
}
