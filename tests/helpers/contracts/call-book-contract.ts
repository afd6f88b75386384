import { expect, it } from '@jest/globals';
import type { CallBook, KeptCall } from '../../../src/app/ports/call-book.ts';

const SESSION = '20261121-093015';

export const command: KeptCall = {
  id: 'toolu_01Abc',
  tool: 'Bash',
  digest: 'd1',
  shown: { kind: 'command', command: 'npm run "lint_it"\n# Zwei – ☃', description: 'Checks it' },
};

export const question: KeptCall = {
  id: 'toolu_02',
  tool: 'AskUserQuestion',
  digest: 'd2',
  shown: { kind: 'other', tool: 'AskUserQuestion', input: '{"a_b":1}' },
  questions: [
    {
      question: 'Which dataBase?',
      header: 'data_base',
      multiSelect: true,
      options: [{ label: 'SQLite', description: 'small' }, { label: 'Postgres' }],
    },
    { question: 'Now?', multiSelect: false, options: [] },
  ],
};

const calls: readonly KeptCall[] = [
  command,
  question,
  { ...command, id: 'e', shown: { kind: 'edit', path: '/p/a.ts', diff: '-a\n+b' } },
  { ...command, id: 'w', shown: { kind: 'write', path: '/p/b.ts', diff: '+x', content: 'x\n' } },
  { ...command, id: 'n', shown: { kind: 'write', path: '/p/new', content: '' } },
  { ...command, id: 'f', shown: { kind: 'fetch', url: 'https://example.com/?a_b=c', prompt: 'What?' } },
  { ...command, id: 'o', shown: { kind: 'other', tool: 'mcp__a__b', input: '' }, questions: [] },
];

export interface CallPlace {
  /** Each is a new book at the same place. */
  readonly open: () => CallBook;
  /** What the start of an attempt leaves there. */
  readonly begin: (session: string, epoch: number) => Promise<void>;
}

/** What every `CallBook` does. */
export function callBookContract(place: () => Promise<CallPlace>): void {
  it('keeps what each call of an attempt would do', async () => {
    const { open, begin } = await place();
    await begin(SESSION, 3);
    const book = open();
    await Promise.all(calls.map((call) => book.keep(SESSION, 3, call)));
    const kept = await Promise.all(calls.map(({ id }) => open().read(SESSION, 3, id)));
    expect(kept).toEqual(calls);
  });

  it('keeps what a call would do now, where it was asked before', async () => {
    const { open, begin } = await place();
    await begin(SESSION, 3);
    await open().keep(SESSION, 3, command);
    const other: KeptCall = { ...command, digest: 'd9', shown: { kind: 'command', command: 'ls' } };
    await open().keep(SESSION, 3, other);
    expect(await open().read(SESSION, 3, command.id)).toEqual(other);
  });

  it('takes any text for the id of a call', async () => {
    const { open, begin } = await place();
    await begin(SESSION, 3);
    const ids = ['', '../../../x', '/etc/passwd', 'a\0b', 'ü'.repeat(5_000), '__proto__', 'A', 'a'];
    for (const id of ids) await open().keep(SESSION, 3, { ...command, id, digest: `of ${id}` });
    for (const id of ids) expect((await open().read(SESSION, 3, id))?.digest).toBe(`of ${id}`);
  });

  it('knows nothing of a call that was never kept', async () => {
    const { open, begin } = await place();
    expect(await open().read(SESSION, 3, command.id)).toBeUndefined();
    await begin(SESSION, 3);
    await begin(SESSION, 4);
    await open().keep(SESSION, 3, command);
    expect(await open().read(SESSION, 3, 'toolu_02')).toBeUndefined();
    expect(await open().read(SESSION, 4, command.id)).toBeUndefined();
    expect(await open().read('20261121-093016', 3, command.id)).toBeUndefined();
  });

  it('keeps nothing of an attempt that is gone', async () => {
    const { open, begin } = await place();
    await open().keep(SESSION, 3, command);
    await begin(SESSION, 3);
    expect(await open().read(SESSION, 3, command.id)).toBeUndefined();
  });
}
