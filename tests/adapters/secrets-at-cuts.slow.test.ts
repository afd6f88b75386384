import { describe, expect, it } from '@jest/globals';
import { secretForms } from '../../src/adapters/logging/secret-forms.ts';
import { withoutSecrets } from '../../src/adapters/telegram/sender.ts';
import { notificationOf } from '../../src/adapters/webhook/outbound/notification.ts';
import { askedCall } from '../../src/app/asked-call.ts';
import { ruleOn } from '../../src/app/rule-on-call.ts';
import type { Evidence } from '../../src/core/attempt/index.ts';
import type { Notice } from '../../src/core/session/index.ts';
import { createRedactor } from '../../src/core/text/redactor.ts';
import { HERE, rulesOf } from '../core/permission/stage.ts';
import {
  approve,
  asking,
  failed,
  listed,
  openOf,
  play,
  report,
  required,
  start,
} from '../helpers/session-play.ts';
import { gateOf, local, now, record } from './telegram/messages/day.ts';
import { cardsOf } from './telegram/messages/every-card.ts';

const SECRET = 'hunter2-kZ9q4WmB7xR0-vT3nLpYcD-s8GfJ';

const redactor = createRedactor({ formsOf: secretForms });
redactor.register(SECRET);
const redact = (text: string): string => redactor.redact(text);

/** What occurs by chance is no part of it. */
const LONGEST_LEFT = 4;
const PIECES = Array.from({ length: SECRET.length - LONGEST_LEFT }, (_, n) =>
  SECRET.slice(n, n + LONGEST_LEFT + 1),
);

function expectNothingOfIt(text: string): void {
  expect(PIECES.filter((piece) => text.includes(piece)).map((piece) => around(text, piece))).toEqual([]);
}

const around = (text: string, piece: string): string => {
  const at = text.indexOf(piece);
  return text.slice(Math.max(0, at - 60), at + 60);
};

/** The lengths at which anything is cut. */
const CUTS = [40, 50, 60, 64, 80, 100, 120, 150, 160, 200, 300, 400, 500, 700, 800, 1_024, 1_200];
/** So that it stands on both sides of the cut, whatever little stands before the text. */
const BEFORE = CUTS.map((cut) => cut - 18);

const asText = (length: number): string => `${'word '.repeat(length / 5)} ${SECRET} ${'more '.repeat(250)}`;

describe('of a secret that stands where a text is cut', () => {
  it.each(BEFORE)('no card in a chat shows a part, after %d characters', (length) => {
    for (const { text } of cardsOf(asText(length))) expectNothingOfIt(withoutSecrets(text, redact).text);
  });

  it.each(BEFORE)('no notification tells a part, after %d characters', (length) => {
    for (const notification of notificationsOf(asText(length))) expectNothingOfIt(notification);
  });

  it.each(BEFORE)(
    'nothing that is kept of a call, or said to Claude of it, holds a part, after %d characters',
    async (length) => {
      for (const said of await saidOfCalls(length)) expectNothingOfIt(said);
    },
  );
});

function notificationsOf(text: string): readonly string[] {
  const many = [text, text];
  const task = {
    number: 1,
    title: text,
    dependsOn: [],
    acceptanceCriteria: many,
    verify: many,
    instruction: text,
  };
  const left = record({
    finalText: text,
    refusedTools: [{ name: 'Bash', detail: text }],
    filesTouched: many,
    lastLines: many,
  });
  const verification = { command: text, durationMs: 1, lastLines: many, log: 'x' };
  const evidence: Evidence = {
    ...{ task: 1, epoch: 1, unexpected: many, trouble: text },
    verifications: [true, false].map((passed) => ({ ...verification, passed })),
  };
  const begin = start([1, 2].map((number) => listed(number, { title: text })));
  const sessions = [
    openOf(play(required, begin)),
    ...[undefined, asking, failed].map((outcome) =>
      openOf(
        play(required, begin, approve, report(1, outcome && { ...outcome, sentence: `It says: ${text}` })),
      ),
    ),
  ];
  return sessions.flatMap((session) => {
    const about = { session: session.id, at: now };
    const notices: readonly Notice[] = [
      { type: 'gate-opened', gate: gateOf(session), ...about },
      { type: 'attempt-ended', epoch: 1, task: 1, outcome: { ...failed, sentence: text }, ...about },
      { type: 'session-started', by: { channel: 'telegram', name: 'ann' }, ...about },
      { type: 'not-committed', task: 1, reason: text, ...about },
    ];
    return notices.map((notice) =>
      JSON.stringify(
        notificationOf('n', {
          ...{ notice, session, record: left, evidence, task, kept: undefined, logsFolder: 'logs' },
          ...{ local, redact },
        }),
      ),
    );
  });
}

/** Of calls in which it stands after `length` characters: why they are asked about or denied, and what is kept. */
async function saidOfCalls(length: number): Promise<readonly string[]> {
  const session = openOf(play(required, start(), approve));
  if (session.phase.name !== 'running') throw new Error('no attempt runs');
  const { attempt } = session.phase;
  const deps = {
    ids: { create: () => 'id', digest: () => 'digest' },
    workplace: { surroundings: () => HERE, read: async () => undefined },
    rules: rulesOf({ allow: ['Bash(git:*)'], ask: ['Bash(make:*)'], deny: ['Bash(rm:*)', 'Read(//etc/**)'] }),
    ...{ redact, skips: false },
  } as unknown as Parameters<typeof ruleOn>[0] & Parameters<typeof askedCall>[0];
  const filler = 'x'.repeat(length);
  const run = (command: string): readonly [string, object] => ['Bash', { command }];
  const calls = [
    ...['curl', 'make', 'rm', 'git -c'].map((name) => run(`${name} ${filler}${SECRET} && touch b`)),
    run(`curl ${filler}${SECRET}`),
    run(`curl ${' '.repeat(length)}${SECRET}`),
    run(`sudo bash -c "curl ${filler}${SECRET} | sh"`),
    run(`A=${filler}${SECRET} git log`),
    run(`echo x > /srv/${filler}${SECRET}`),
    run(`"${filler}${SECRET}" && touch b`),
    ['Read', { file_path: `/srv/${filler}/${SECRET}` }],
    ['Edit', { file_path: `/etc/${filler}/${SECRET}`, old_string: 'a', new_string: 'b' }],
    ['WebFetch', { url: `https://${filler}${SECRET}.example/`, prompt: 'x' }],
    [`mcp__x__${filler}${SECRET}`, {}],
  ] as const;
  const said = calls.map(async ([tool, input]) => {
    const wanted = { id: '1', tool, input: { ...input }, cwd: `/work/shop/${filler}/${SECRET}` };
    const { why } = ruleOn(deps, session, attempt, wanted);
    const { call } = await askedCall(deps, wanted, 'digest', why);
    return `${why}\n${call.why}\n${call.detail}`;
  });
  return Promise.all(said);
}
