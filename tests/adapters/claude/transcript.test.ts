import { describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEvents } from '../../../src/adapters/claude/cli-event.ts';
import { createTranscriptFold } from '../../../src/adapters/claude/transcript.ts';
import { openTranscript } from '../../../src/adapters/claude/transcript-reader.ts';
import { apiError, said, transcriptOf, used } from './cli-lines.ts';

describe('a transcript', () => {
  it('counts the messages of the model, not those of subagents or failures', () => {
    const sub = { ...said('sub', 's1'), parent_tool_use_id: 'toolu_1' };
    const lines = [said('a', 'm1'), said('b', 'm1'), sub, apiError('rate_limit', 'x'), said('c', 'm3')];
    expect(transcriptOf(lines)).toMatchObject({ turns: 2, text: 'c' });
  });

  it('knows files, the call without a result and refused calls', () => {
    const { files, pending, refused } = transcriptOf([
      used('Write', { file_path: '/p/a.ts', content: 'x' }, 't1'),
      used('NotebookEdit', { notebook_path: '/p/n.ipynb' }, 't2'),
      used('Read', { file_path: '/p/other' }, 't3'),
      {
        type: 'user',
        message: { content: ['t1', 't2', 't3'].map((id) => ({ type: 'tool_result', tool_use_id: id })) },
      },
      used('Bash', { command: 'npm\n run   build' }, 't4'),
      { type: 'system', subtype: 'permission_denied', tool_name: 'Bash', tool_use_id: 't4' },
    ]);
    expect([...files]).toEqual(['/p/a.ts', '/p/n.ipynb']);
    expect([...pending.values()]).toEqual([{ name: 'Bash', detail: 'npm run build' }]);
    expect([...refused.values()]).toEqual([{ name: 'Bash', detail: 'npm run build' }]);
  });

  it('is bounded', () => {
    const { transcript, take } = createTranscriptFold();
    for (let n = 0; n < 2000; n += 1) {
      const line = used('Write', { file_path: `/p/${n}`, content: 'x' }, `t${n}`);
      parseEvents(JSON.stringify(line), String).forEach(take);
    }
    parseEvents(JSON.stringify(said('z'.repeat(300_000))), String).forEach(take);
    expect(transcript.files.size).toBe(1000);
    expect(transcript.pending.size).toBeLessThanOrEqual(200);
    expect(transcript.text).toHaveLength(100_000);
  });

  it.each([
    '',
    'not JSON',
    '[]',
    'null',
    '{"type":"assistant"}',
    '{"type":"result","permission_denials":7}',
    '{"type":"tool_progress"}',
    '{"type":"assistant","message":{"content":[null,7,{"type":"text"}]}}',
  ])('survives the line %j', (line) => {
    const { transcript, take } = createTranscriptFold();
    parseEvents(line, String).forEach(take);
    expect(transcript.turns).toBe(0);
  });
});

describe('the reader', () => {
  it('puts lines together across the ends of its buffer, and tells of those that are too long', async () => {
    const root = await mkdtemp(join(tmpdir(), 'greenlight-reader-'));
    const lines = [
      '',
      'é'.repeat(50_000),
      'x'.repeat(200_000),
      'y'.repeat(5_000_000),
      'short',
      'without an end',
    ];
    await writeFile(join(root, 't'), lines.join('\n'));
    const seen: string[] = [];
    const sink = { line: (text: string) => void seen.push(text), skipped: () => void seen.push('SKIPPED') };
    const reader = openTranscript(join(root, 't'), sink);
    while ((await reader.readMore(100_000)) > 0);
    expect(seen).toHaveLength(5);
    reader.finish();
    expect(seen).toEqual(lines.map((line) => (line.startsWith('y') ? 'SKIPPED' : line)));
    reader.close();
    await rm(root, { recursive: true });
  });
});
