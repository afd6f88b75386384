import { describe, expect, it } from '@jest/globals';
import { replyTo } from '../../../src/app/call-reply.ts';
import type { CallAnswer } from '../../../src/core/attempt/index.ts';
import { createObservation, type Observation } from '../../../src/adapters/claude/observation.ts';
import { result, said, used } from './cli-lines.ts';

const SECRET = 'correct-horse-battery-staple';
/** Long enough for the secret to stand across the place where `longest` characters are cut off. */
const upTo = (longest: number): string => `${'x'.repeat(longest - 12)} `;

function observed(...lines: readonly object[]): { observation: Observation; shown: readonly string[] } {
  const shown: string[] = [];
  const observation = createObservation(
    { add: (more) => void shown.push(...more) },
    (text) => text.replaceAll(SECRET, '***'),
    { of: () => undefined, take: () => undefined, takeRest: () => [] },
  );
  for (const line of lines) observation.line(JSON.stringify(line));
  return { observation, shown };
}

const came = (text: string): object => ({
  type: 'user',
  message: { content: [{ type: 'tool_result', tool_use_id: 't1', content: text }] },
});

describe('what came back', () => {
  const errorOf = (content: string): object => ({
    type: 'user',
    message: { content: [{ type: 'tool_result', tool_use_id: 't1', content, is_error: true }] },
  });
  const asked: CallAnswer[] = [
    { kind: 'answer', answers: { words: 'SQLite' } },
    { kind: 'deny' },
    { kind: 'deny', reason: 'ask the team' },
  ];
  it.each(asked.flatMap((answer) => [[answer, 'AskUserQuestion'] as const, [answer, 'Bash'] as const]))(
    'is no error where it is the word of the operator: %j to %s',
    (answer, tool) => {
      const reply = replyTo(answer, { tool, input: {} }, String);
      const reason = reply.decision === 'deny' ? reply.reason : '';
      expect(observed(errorOf(reason)).shown).toEqual([`  ${reason}`]);
    },
  );

  it('is an error where the CLI says so', () => {
    expect(observed(errorOf('Exit code 1')).shown).toEqual(['  error: Exit code 1']);
  });
});

describe('a secret', () => {
  it.each([
    ['in a command', used('Bash', { command: `${upTo(200)}${SECRET}` }, 't1')],
    ['in what is not known', used('mcp__new', { anything: `${upTo(180)}${SECRET}` }, 't1')],
    ['in what came back', came(`${upTo(300)}${SECRET}`)],
    ['in an error', result({ is_error: true, result: `${upTo(300)}${SECRET}` })],
  ])('%s is not known by its beginning', (_, line) => {
    const { observation, shown } = observed(line);
    const { tool, text, lastResult } = observation.transcript;
    const all = JSON.stringify([shown, observation.lastLines.lines, tool?.call, text, lastResult]);
    expect(all).not.toContain('correct');
    expect(observation.progress(0).tool?.detail ?? '').not.toContain('correct');
  });

  it('that a line break stands in is known', () => {
    const shown: string[] = [];
    const observation = createObservation(
      { add: (more) => void shown.push(...more) },
      (text) => text.replaceAll('first\nsecond', '***'),
      { of: () => undefined, take: () => undefined, takeRest: () => [] },
    );
    observation.line(JSON.stringify(said('the key: first\nsecond')));
    expect(shown).toEqual(['the key: ***']);
  });
});
