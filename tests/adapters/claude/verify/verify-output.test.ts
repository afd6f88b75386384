import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Verification } from '../../../../src/core/attempt/index.ts';
import { createVerifyBench, SECRET, type VerifyBench } from './verify-bench.ts';

let bench: VerifyBench;
beforeEach(async () => {
  bench = await createVerifyBench();
});
afterEach(async () => bench.remove());

const lastLines = async (output: string): Promise<readonly string[] | undefined> => {
  await writeFile(bench.file('output'), output);
  const [verification] = await bench.verify([`cat ${bench.file('output')}`]);
  return verification?.lastLines;
};

describe('the last lines', () => {
  it('are the last fifteen that are not blank', async () => {
    const lines = Array.from({ length: 40 }, (_, n) => `line ${String(n)}`);
    expect(await lastLines(`${lines.join('\n\n')}\n \n\n`)).toEqual(lines.slice(-15));
  });

  it('may end without a line break', async () => {
    expect(await lastLines('one\ntwo')).toEqual(['one', 'two']);
  });

  it('are cut at 300 characters', async () => {
    const [first, second] = (await lastLines(`${'x'.repeat(300)}\n${'😀'.repeat(400)}\n`)) ?? [];
    expect(first).toBe('x'.repeat(300));
    expect(second).toBe(`${'😀'.repeat(299)}…`);
  });

  it('hold nothing that a terminal would obey', async () => {
    expect(
      await lastLines('\u001b[31mred\u001b[0m \u001b]0;title\u0007b\bell\u0007\r\n\u202eevil\u0000\tend\n'),
    ).toEqual(['red bell', 'evil  end']);
  });

  it('show what a bar of progress says in the end', async () => {
    expect(await lastLines('1 %\r50 %\r100 %\r\nup 1 %\rdone\n')).toEqual(['100 %', 'done']);
  });

  it('hold no secret, also not one that colours or the cut would hide', async () => {
    const coloured = `${SECRET.slice(0, 4)}\u001b[1m${SECRET.slice(4)}`;
    const lines = await lastLines(`a ${SECRET} b\n${coloured}\n${'x'.repeat(292)}${SECRET}\n`);
    expect(lines).toEqual(['a [redacted] b', '[redacted]', `${'x'.repeat(292)}[redact…`]);
  });

  it('are found at the end of one long line', async () => {
    const [line] = (await lastLines(`${'x'.repeat(300_000)}\n`)) ?? [];
    expect(line).toBe(`${'x'.repeat(299)}…`);
  });

  it('are readable where bytes are no text', async () => {
    const [verification] = await bench.verify([String.raw`printf 'a\377b\n'`]);
    expect(verification?.lastLines).toEqual(['a\ufffdb']);
  });
});

describe('the log', () => {
  it('holds both outputs in their order, and around them what ran, when and how it ended', async () => {
    await bench.verify(['echo one; echo two >&2; echo three; exit 2']);
    expect((await bench.log()).replace(/after \d+:\d\d/, 'after 0:00')).toBe(
      '[2026-11-21T09:30:15.000Z] $ echo one; echo two >&2; echo three; exit 2\none\ntwo\nthree\n[exit code 2 after 0:00]\n',
    );
  });

  it('is written while the command runs', async () => {
    const waiting = `echo started; until grep -q '^started$' ${join(bench.folder, 'verify-1.log')}; do sleep 0.05; done`;
    expect(await bench.verify([waiting])).toMatchObject([{ passed: true }]);
  });

  it('holds no secret, also not one that comes in two parts or in the command', async () => {
    const [first, second] = [SECRET.slice(0, 5), SECRET.slice(5)];
    const parts = `printf %s ${first}; until [ -e ${bench.file('go')} ]; do touch ${bench.file('go')}; sleep 0.2; done; echo ${second}`;
    expect(await bench.verify([parts, `echo ${SECRET}`])).toMatchObject([
      { lastLines: ['[redacted]'] },
      { lastLines: ['[redacted]'] },
    ]);
    expect(await bench.log(1)).toMatch(/^\[redacted\]$/m);
    expect(await bench.log(2)).not.toContain(SECRET);
  });

  it('holds the beginning and the end of a long output, and says so', async () => {
    const long = `i=0; while [ $i -lt 40000 ]; do echo "line $i ${SECRET}"; i=$((i+1)); done`;
    expect(await bench.verify([long], { mostLogBytes: 100_000 })).toMatchObject([
      { passed: true, lastLines: expect.arrayContaining(['line 39999 [redacted]']) },
    ]);
    const log = await bench.log();
    expect(log).toContain('\nline 0 [redacted]\n');
    expect(log).toMatch(
      /^\[\d MB more than the log holds; the end of the output follows\]\nline \d+ \[redacted\]\n/m,
    );
    expect(log).toMatch(/\nline 39999 \[redacted\]\n\[exit code 0 after [\d:]+\]\n$/);
    expect(log).not.toContain('hunter2');
    expect(log.length).toBeLessThan(100_000 + 3 * 65_536);
  });
});

it('takes no more memory or disk for an output of hundreds of megabytes', async () => {
  const megabytes = Number(process.env['VERIFY_OUTPUT_MB'] ?? 200);
  const child = await bench.elsewhere(
    ['yes "a line" | head -c 1000000'],
    [`yes "a line" | head -c ${String(megabytes)}000000; echo; echo end`],
  );
  const [printed] = await Promise.all([child.stdout && text(child.stdout), once(child, 'exit')]);
  const [small, large] = String(printed)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { verifications: Verification[]; mostKilobytes: number });
  expect(large?.verifications).toMatchObject([{ passed: true }]);
  expect(large?.verifications[0]?.lastLines.at(-1)).toBe('end');
  expect((large?.mostKilobytes ?? 0) - (small?.mostKilobytes ?? 0)).toBeLessThan(60_000);
  const { size } = await stat(join(bench.folder, '..', '2', 'verify-1.log'));
  expect(size).toBeGreaterThan(49_000_000);
  expect(size).toBeLessThan(51_000_000);
});
