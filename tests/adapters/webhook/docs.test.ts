import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import type { TaskFileReading } from '../../../src/app/ports/task-files.ts';
import { calls } from '../../../src/adapters/webhook/calls.ts';
import { errorCodes } from '../../../src/adapters/webhook/answers.ts';
import { emptyDisk, taskNumbered } from '../../app/stage.ts';
import { createFakeEvidenceBook } from '../../helpers/app-fakes.ts';
import { until } from '../../helpers/until.ts';
import { completed, limited } from '../../helpers/session-play.ts';
import { openGates, waitingGate } from '../../../src/core/session/index.ts';
import { asksLive, npmInstall, whichDatabase } from '../../helpers/asking-fakes.ts';
import { openWebhook, SECRET, TODAY, type Webhook } from './stage.ts';

const page = readFileSync(new URL('../../../docs/http.md', import.meta.url), 'utf8');

interface Example {
  readonly script: string;
  /** What stands below it. */
  readonly shown: { readonly language: string; readonly text: string } | undefined;
}

/** The fenced blocks that call something, each with the one that follows it directly. */
const examples: readonly Example[] = Array.from(
  page.matchAll(/^```bash\n([^]*?)^```\n(?:\n```(json|text)\n([^]*?)^```)?/gm),
  ([, script = '', language, text = '']) => ({
    script,
    shown: language === undefined ? undefined : { language, text },
  }),
).filter(({ script }) => script.includes('curl '));

const lastLines = ['⏺ Edit src/server/actions.ts', '⏺ Bash npm test'];

const MIGRATION = 'db/migrations/001.sql';

const listOf = (third: string): TaskFileReading => ({
  ...{ ok: true, path: `tasks/${TODAY}` },
  file: {
    tasks: [
      taskNumbered(1, { title: 'Add invoices migration', type: 'database', verify: ['npm run migrate'] }),
      taskNumbered(2, { title: 'Server actions' }),
      taskNumbered(3, { title: third, type: 'frontend' }),
    ],
  },
});

/** The list, under its name and under the path where an open session finds it again. */
const files: Record<string, TaskFileReading> = {
  [TODAY]: listOf('List page'),
  [`tasks/${TODAY}`]: listOf('List page'),
};

/** As git writes it. */
const DIFF = `diff --git a/${MIGRATION} b/${MIGRATION}
new file mode 100644
index 0000000..3b18e51
--- /dev/null
+++ b/${MIGRATION}
@@ -0,0 +1 @@
+create table invoices
`;

const disk = emptyDisk();

const open = (): Promise<Webhook> =>
  openWebhook({
    files,
    disk,
    care: {},
    deps: () => ({ zone: 'UTC' }),
    script: {
      1: [
        { outcome: completed, writes: { [MIGRATION]: 'create table invoices' } },
        { outcome: completed, writes: { [MIGRATION]: 'create table invoices, tax_rates' } },
      ],
      3: [{ leaves: { lastLines } }],
    },
    // What a shell signs bears the time of this machine.
    receiver: {
      clock: {
        now: () => new Date().toISOString(),
        localStamp: () => '20261121-093015',
        wait: async () => {},
      },
      health: async () => ({ ok: true, report: HEALTHY }),
      evidence: {
        ...createFakeEvidenceBook(disk.evidence, disk.diffs),
        diff: async () => ({ text: DIFF, whole: true }),
        diffPath: (session, epoch) => `logs/${session}/attempts/${epoch}/changes.diff`,
      },
    },
  });

/** As createHealth tells it. */
const folder = { ok: true, free_bytes: 52_428_800_000 };
const HEALTHY = {
  ...{ status: 'ok', version: '1.2.3', uptime: 60, state: folder, logs: folder },
  outbox: { ok: true, depth: 0, age_seconds: 0 },
  channels: { telegram: { ok: true, last_poll: '2026-11-21T09:30:14.000Z' }, webhook: { ok: true } },
};

/** Somebody edits the file of the open session. */
async function edit({ disk, service }: Webhook): Promise<void> {
  files[`tasks/${TODAY}`] = listOf('List page, with totals');
  disk.clock.advance(3_000);
  await until(() => 'edited' in service.read());
}

/** What happens before a line is pasted that is about it. */
async function happens(script: string, webhook: Webhook): Promise<void> {
  if (script.includes('/webhook/reload')) await edit(webhook);
  if (script.includes('.gate.call')) await asksLive(webhook, npmInstall);
  if (script.includes('/webhook/deny')) await asksLive(webhook, { ...npmInstall, id: 'toolu_5' });
  if (script.includes('/webhook/answer')) await asksLive(webhook, whichDatabase);
  if (!script.includes('/webhook/wait')) return;
  webhook.runner.end(3, limited);
  await until(() => waitingGate(webhook.service.read()) !== undefined);
}

async function run({ script }: Example, webhook: Webhook): Promise<string> {
  await happens(script, webhook);
  const gate = openGates(webhook.service.read())[0]?.id ?? 'none';
  const pasted = script.replaceAll('http://127.0.0.1:5000', webhook.url).replaceAll('"GATE"', `"${gate}"`);
  const env = { PATH: process.env['PATH'], WEBHOOK_SECRET: SECRET };
  const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', pasted], { env });
  await until(() => isAtRest(webhook));
  return stdout;
}

/** Waiting, over, or with the one attempt that runs until it is ended. */
const isAtRest = ({ service }: Webhook): boolean => {
  const session = service.read();
  if (session.state !== 'open' || session.phase.name === 'waiting') return true;
  return session.phase.name === 'running' && session.phase.attempt.task === 3;
};

/** Which gate has which number, and what a tree is called, nobody reads there. */
const withoutIds = (text: string): string =>
  text.replaceAll(/gate-\d+/g, 'gate').replaceAll(/[0-9a-f]{40}/g, 'id');

describe('the page on HTTP', () => {
  it('shows calls that are answered as it shows', async () => {
    const webhook = await open();
    const answered: Example[] = [];
    for (const example of examples) {
      const text = await run(example, webhook);
      const shown = example.shown && { ...example.shown, text };
      answered.push({ script: example.script, shown });
    }
    const read = ({ script, shown }: Example): unknown => [
      script,
      shown?.language === 'json' ? JSON.parse(withoutIds(shown.text)) : shown?.text.trim(),
    ];
    expect(answered.map(read)).toEqual(examples.map(read));
  });

  it('calls every endpoint', () => {
    const scripts = examples.map(({ script }) => script).join('\n');
    for (const name of Object.keys(calls)) expect(scripts).toContain(`/webhook/${name} `);
    expect(scripts).toMatch(/\/health\n[^]*\/metrics\n/);
  });

  it('lists every error', () => {
    const rows = [...page.matchAll(/^\| (\d{3}) +\| ([^|]+)\|/gm)].flatMap(([, status = '', codes = '']) =>
      Array.from(codes.matchAll(/`(\w+)`/g), ([, code = '']) => `${status} ${code}`),
    );
    const known = Object.entries(errorCodes).flatMap(([status, codes]) =>
      codes.map((code) => `${status} ${code}`),
    );
    expect(rows.sort()).toEqual(known.sort());
  });
});
