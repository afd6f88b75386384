import { expect, it } from '@jest/globals';
import type { EvidenceBook } from '../../../src/app/ports/evidence.ts';
import type { Evidence } from '../../../src/core/attempt/index.ts';

const SESSION = '20261121-093015';

export const evidence: Evidence = {
  task: 2,
  epoch: 3,
  verifications: [
    {
      command: 'npm test',
      passed: true,
      exitCode: 0,
      durationMs: 1200.5,
      lastLines: [],
      log: 'a/verify-1.log',
    },
    {
      command: 'npm run "lint_it"',
      passed: false,
      ended: 'timeout',
      durationMs: 1,
      lastLines: ['Zwei – ☃', ''],
      log: 'a/verify-2.log',
    },
  ],
  changes: {
    files: [
      { path: 'src/new_file.ts', change: 'added', added: 12, removed: 0 },
      { path: 'b', from: 'a', change: 'renamed', added: 0, removed: 0 },
      { path: 'picture.png', change: 'modified' },
    ],
    total: 1003,
    added: 12,
    removed: 4,
  },
  sincePrevious: { files: [], total: 0, added: 0, removed: 0 },
  unexpected: ['src/new_file.ts'],
  trouble: 'The disk was full.',
};

const least: Evidence = { task: 1, epoch: 1, verifications: [], unexpected: [] };

export interface EvidencePlace {
  /** Each is a new book at the same place. */
  readonly open: () => EvidenceBook;
  /** What the start of an attempt leaves there. */
  readonly begin: (session: string, epoch: number) => Promise<void>;
  readonly writeDiff: (path: string, text: string) => Promise<void>;
}

/** What every `EvidenceBook` does. */
export function evidenceBookContract(place: () => Promise<EvidencePlace>): void {
  it.each([evidence, least])('keeps what can be shown of attempt $epoch', async (shown) => {
    const { open, begin } = await place();
    await begin(SESSION, shown.epoch);
    await open().keep(SESSION, shown);
    expect(await open().read(SESSION, shown.epoch)).toEqual(shown);
  });

  it('gives the same evidence the same digest, also once it was read, and other evidence another', async () => {
    const { open, begin } = await place();
    await begin(SESSION, 3);
    const digest = await open().keep(SESSION, evidence);
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    const read = await open().read(SESSION, 3);
    expect(read && (await open().keep(SESSION, read))).toBe(digest);
    const other = { ...evidence, unexpected: [] };
    expect(await open().keep(SESSION, other)).not.toBe(digest);
    expect(await open().read(SESSION, 3)).toEqual(other);
  });

  it('knows nothing of an attempt of which nothing was kept', async () => {
    const { open, begin } = await place();
    const book = open();
    expect(await book.read(SESSION, 1)).toBeUndefined();
    expect(await book.diff(SESSION, 1, 100)).toBeUndefined();
    await begin(SESSION, 1);
    await begin(SESSION, 3);
    await book.keep(SESSION, evidence);
    expect(await book.read(SESSION, 1)).toBeUndefined();
    expect(await book.read('20261121-093016', 3)).toBeUndefined();
    expect(await book.diff(SESSION, 3, 100)).toBeUndefined();
  });

  it('shows a diff, or its first whole lines', async () => {
    const { open, begin, writeDiff } = await place();
    await begin(SESSION, 3);
    await writeDiff(open().diffPath(SESSION, 3), '+a\n+ä\n+c\n');
    expect(await open().diff(SESSION, 3, 10)).toEqual({ text: '+a\n+ä\n+c\n', whole: true });
    expect(await open().diff(SESSION, 3, 9)).toEqual({ text: '+a\n+ä\n', whole: false });
    expect(await open().diff(SESSION, 3, 5)).toEqual({ text: '+a\n', whole: false });
    expect(await open().diff(SESSION, 3, 2)).toEqual({ text: '', whole: false });
  });

  it('shows that nothing differs', async () => {
    const { open, begin, writeDiff } = await place();
    await begin(SESSION, 3);
    await writeDiff(open().diffPath(SESSION, 3), '');
    expect(await open().diff(SESSION, 3, 10)).toEqual({ text: '', whole: true });
  });
}
