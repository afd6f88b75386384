import { byTask } from '../../../src/demo/by-task.ts';
import {
  bash,
  fail,
  say,
  use,
  usageLimit,
  type Conversation,
  type ModelScript,
  type Step,
} from '../../../src/demo/model-script.ts';

/** The list of the day: for each thing that can happen a task. */
export const SHOP_LIST = `## Task 1: Add the invoices migration
**Type:** database
**Description:** Invoices get a table of their own. Old rows stay where they are.
**Acceptance Criteria:**
- The migration is in \`db/migrations/\`
- \`bin/migrate\` succeeds

**Claude Instruction:**
Write db/migrations/001_invoices.sql with the tables invoices and invoice_lines, then run bin/migrate.
Amounts are whole cents.

## Task 2: Server actions
**Type:** backend
**Description:** Create, list and cancel an invoice.
**Verify:**
- \`node --check actions.js\`

**Claude Instruction:**
Write the actions in actions.js, each with a test.

## Task 3: List page
**Type:** frontend
**Claude Instruction:**
Show the invoices of a customer, newest first.

## Task 4: Search
**Type:** backend
**Description:** Find an invoice by the name of the customer.
**Claude Instruction:**
Add a search. Ask if it is not clear which engine to use.

## Task 5: Remove the old export
**Type:** backend
**Claude Instruction:**
Remove export.js and what only it uses.

## Task 6: Send invoices by mail
**Type:** backend
**Claude Instruction:**
Send a new invoice to the customer, as a PDF.

## Task 7: Describe the invoices
**Type:** documentation
**Claude Instruction:**
Add a section "Invoices" to README.md.

## Task 8: Release
**Type:** deployment
**Timeout:** 10m
**Description:** To the test server only.
**Claude Instruction:**
Run bin/release and tell what it prints.
`;

/** A program of the project that runs until the test makes the file `go-<name>` beside the project. */
export const waitingProgram = (name: string): string =>
  `#!/bin/sh\necho ${name} began >>done.txt\nuntil [ -e ../go-${name} ]; do sleep 0.1; done\necho ${name}: fine\n`;

const HOUR_S = 3_600;

const again = ({ prompts }: Conversation): boolean => prompts.length > 1;
const words = ({ prompts }: Conversation): string => prompts.at(-1) ?? '';
const done = (what: string): Step => bash(`echo '${what}' >>done.txt`);

/** Plays the model for that list. */
export const shopScript: ModelScript = byTask({
  'Add the invoices migration': [
    use('Write', {
      file_path: 'db/migrations/001_invoices.sql',
      content: 'CREATE TABLE invoices (id INTEGER);\nCREATE TABLE invoice_lines (id INTEGER);\n',
    }),
    bash('bin/migrate'),
    done('migration'),
    say(
      'Created db/migrations/001_invoices.sql with two tables, invoices and invoice_lines.\nbin/migrate succeeds.',
    ),
  ],
  'Server actions': [
    use('Write', { file_path: 'actions.js', content: 'export {};\n' }),
    done('actions'),
    say('actions.js has create, list and cancel. Each has a test; all pass.'),
  ],
  'List page': (conversation) =>
    again(conversation)
      ? [done(`page: ${words(conversation)}`), say('The page keeps cancelled invoices now, in grey.')]
      : [
          use('Write', { file_path: 'page.js', content: 'export {};\n' }, 'I begin with the page.'),
          fail(400, 'Could not process image'),
        ],
  Search: (conversation) =>
    again(conversation)
      ? [done(`search: ${words(conversation)}`), say('The search uses SQLite, as you said.')]
      : [
          say(
            'Two engines would do:\n- SQLite, which is there already\n- Meilisearch, which forgives typing errors\n\nWhich one should I use?',
          ),
        ],
  'Send invoices by mail': (conversation) =>
    again(conversation)
      ? [done('mail'), say('New invoices are sent as a PDF.')]
      : [bash('echo first try'), usageLimit(Math.floor(Date.now() / 1_000) + HOUR_S)],
  'Describe the invoices': [done('readme'), say('README.md has a section "Invoices".')],
  Release: [bash('bin/release'), done('release'), say('bin/release printed "release: fine".')],
});
