import { afterAll, expect, it } from '@jest/globals';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProgram } from '../helpers/program.ts';

const made: string[] = [];
afterAll(() => Promise.all(made.map((path) => rm(path, { recursive: true, force: true }))));

it('the demo works through its list with the real CLI, without an account, in an empty home', async () => {
  const home = await mkdtemp(join(tmpdir(), 'greenlight-home-'));
  const program = startProgram(['demo', '--yes'], {
    cwd: home,
    env: { PATH: process.env['PATH'] ?? '', HOME: home, TMPDIR: home },
  });
  made.push(home);
  expect(await program.ended).toBe(0);
  const output = program.output();
  expect(output).toContain('The model is scripted');
  expect(output.match(/✅ Task \d\/3: .* · done/g)).toHaveLength(3);
  const [, project = ''] = /^Repository: (.*)$/m.exec(output) ?? [];
  expect(await readFile(join(project, 'README.md'), 'utf8')).toContain('## Invoices');
  expect(await readFile(join(project, 'db/migrations/001_invoices.sql'), 'utf8')).toContain('CREATE TABLE');
});
