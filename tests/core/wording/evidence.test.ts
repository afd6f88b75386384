import { describe, expect, it } from '@jest/globals';
import type { ChangedFile, Evidence, TreeChanges, Verification } from '../../../src/core/attempt/index.ts';
import { evidenceWords } from '../../../src/core/wording/evidence.ts';
import { saysUnverified, unverified } from '../../../src/core/wording/result-sentence.ts';
import { changedFiles, diffstat } from '../../../src/core/wording/tree-changes.ts';
import { verifyWords } from '../../../src/core/wording/verify-result.ts';

const changesOf = (...files: readonly ChangedFile[]): TreeChanges => ({
  files,
  total: files.length,
  added: files.reduce((sum, { added = 0 }) => sum + added, 0),
  removed: files.reduce((sum, { removed = 0 }) => sum + removed, 0),
});

const passed: Verification = {
  command: 'npm test',
  passed: true,
  exitCode: 0,
  durationMs: 12_400,
  lastLines: ['all well'],
  log: 'verify.log',
};
const broken: Verification = { ...passed, passed: false, exitCode: 1, lastLines: ['  one', 'two', 'three'] };

describe('a Verify command', () => {
  it.each<readonly [Partial<Verification>, string]>([
    [{ passed: true, exitCode: 0 }, '✓ npm test (12 s)'],
    [{ passed: true, durationMs: 999 }, '✓ npm test (under 1 s)'],
    [{ passed: true, durationMs: 59_700 }, '✓ npm test (1:00)'],
    [{}, '✗ npm test: exit code 1 (12 s)'],
    [
      { exitCode: undefined, ended: 'timeout', durationMs: 600_000 },
      '✗ npm test: took too long and was ended (10:00)',
    ],
    [{ exitCode: undefined, ended: 'stopped' }, '✗ npm test: was stopped (12 s)'],
    [{ exitCode: undefined, ended: 'signal' }, '✗ npm test: was ended from outside (12 s)'],
    [{ exitCode: undefined, ended: 'not-started' }, '✗ npm test: could not be started (12 s)'],
    [{ exitCode: undefined }, '✗ npm test: did not pass (12 s)'],
    [{ command: `echo\t${'x'.repeat(200)}` }, `✗ echo ${'x'.repeat(114)}…: exit code 1 (12 s)`],
  ])('%j', (change, line) => {
    expect(verifyWords({ ...broken, ...change }, 2).line).toBe(line);
  });

  it('shows the end of its output only when it did not pass', () => {
    expect(verifyWords(passed, 15).output).toEqual([]);
    expect(verifyWords(broken, 15).output).toEqual(['  one', 'two', 'three']);
    expect(verifyWords(broken, 2).output).toEqual(['two', 'three']);
    expect(verifyWords(broken, 0).output).toEqual([]);
    expect(verifyWords({ ...broken, lastLines: ['\u001b[31mred\u001b[0m\nline'] }, 2).output).toEqual([
      'red line',
    ]);
  });
});

describe('a failed verification', () => {
  it.each<readonly [readonly Verification[], string]>([
    [[passed, broken], 'Verification failed: npm test (exit code 1).'],
    [
      [{ ...broken, command: 'a\tb', exitCode: undefined, ended: 'stopped' }, broken, broken],
      'Verification failed: a b (was stopped), and 2 more.',
    ],
    [[], 'Verification failed.'],
  ])('%#', (verifications, sentence) => {
    expect(unverified(verifications)).toBe(sentence);
    expect(saysUnverified(sentence)).toBe(true);
  });

  it('is not any other result', () => {
    expect([undefined, 'Claude finished.', 'The API refused.'].map(saysUnverified)).toEqual([
      false,
      false,
      false,
    ]);
  });
});

describe('what changed', () => {
  const all = changesOf(
    { path: 'a\u001b[2Jb.txt', change: 'added', added: 40, removed: 0 },
    { path: 'b.png', change: 'added' },
    { path: 'c.ts', change: 'modified', added: 3, removed: 1 },
    { path: 'd.ts', change: 'deleted', added: 0, removed: 7 },
    { path: 'e.ts', from: 'old\ne.ts', change: 'renamed', added: 0, removed: 0 },
    { path: 'f.ts', from: 'g.ts', change: 'renamed', added: 1, removed: 1 },
    { path: 'g.sh', change: 'mode', added: 0, removed: 0 },
    { path: 'h', change: 'type' },
    { path: 'empty', change: 'added', added: 0, removed: 0 },
  );

  it('in numbers', () => {
    expect(diffstat(all)).toBe('9 files, +44 −9');
    expect(diffstat(changesOf({ path: 'a', change: 'added' }))).toBe('1 file, +0 −0');
    expect(diffstat(changesOf())).toBe('changed nothing');
  });

  it('file by file', () => {
    expect(changedFiles(all, 20)).toEqual([
      '+ ab.txt (+40)',
      '+ b.png (binary)',
      '~ c.ts (+3 −1)',
      '− d.ts (−7)',
      '→ e.ts (was old e.ts)',
      '→ f.ts (was g.ts, +1 −1)',
      '~ g.sh (file mode)',
      '~ h (another type of file)',
      '+ empty',
    ]);
  });

  it('as far as there is room', () => {
    expect(changedFiles(all, 2)).toEqual(['+ ab.txt (+40)', '+ b.png (binary)', 'and 7 more']);
    expect(changedFiles({ ...all, total: 1_200 }, 1)).toEqual(['+ ab.txt (+40)', 'and 1199 more']);
    expect(changedFiles(all, 0)).toEqual(['9 files']);
    expect(changedFiles(changesOf(), 2)).toEqual([]);
  });
});

describe('the evidence of an attempt', () => {
  const room = { files: 2, unexpected: 2, outputLines: 2 };
  const bare: Evidence = { task: 1, epoch: 2, verifications: [], unexpected: [] };

  it('is told in pieces', () => {
    const evidence: Evidence = {
      ...bare,
      verifications: [passed, broken],
      changes: changesOf({ path: 'a.ts', change: 'modified', added: 40, removed: 12 }),
      sincePrevious: changesOf({ path: 'a.ts', change: 'modified', added: 3, removed: 1 }),
      unexpected: ['tmp/a', 'tmp/b\n', 'c'],
    };
    expect(evidenceWords(evidence, room)).toEqual({
      verify: [
        { line: '✓ npm test (12 s)', output: [] },
        { line: '✗ npm test: exit code 1 (12 s)', output: ['two', 'three'] },
      ],
      changes: '1 file, +40 −12',
      files: ['~ a.ts (+40 −12)'],
      unexpected: 'New files that no Edit or Write names: tmp/a, tmp/b and 1 more',
      sincePrevious: 'Compared with the attempt before: 1 file, +3 −1',
      trouble: undefined,
    });
  });

  it('says that nothing changed, and why nothing is known', () => {
    const nothing = evidenceWords({ ...bare, changes: changesOf(), sincePrevious: changesOf() }, room);
    expect(nothing).toMatchObject({
      changes: 'changed nothing',
      files: [],
      sincePrevious: 'Compared with the attempt before: changed nothing',
    });
    expect(evidenceWords({ ...bare, trouble: 'No\nrepository.' }, room)).toEqual({
      verify: [],
      changes: undefined,
      files: [],
      unexpected: undefined,
      sincePrevious: undefined,
      trouble: 'No repository.',
    });
  });
});
