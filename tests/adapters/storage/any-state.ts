import fc from 'fast-check';
import type { OutboxEntry, ProjectState } from '../../../src/app/project-state.ts';
import { amounts, maybe, texts } from '../../helpers/contracts/any-outcome.ts';
import { numbers } from './any-gate.ts';
import { notices } from './any-notice.ts';
import { auditEntries, requests } from './any-reply.ts';
import { closedSessions, openSessions } from './any-session.ts';

const outbox: fc.Arbitrary<OutboxEntry> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      key: texts,
      channel: texts,
      effect: fc.record({ type: fc.constant('notify'), notice: notices }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      key: texts,
      effect: fc.record({ type: fc.constant('archive'), session: closedSessions }),
    }),
  },
);

/** Every variant of everything that a state can hold, whether or not a session can come to it. */
export const anyState: fc.Arbitrary<ProjectState> = fc.record({
  session: fc.oneof({ weight: 4, arbitrary: openSessions }, { weight: 1, arbitrary: closedSessions }),
  outbox: fc.array(outbox, { maxLength: 6 }),
  answered: fc.array(requests, { maxLength: 6 }),
  audit: fc.array(auditEntries, { maxLength: 6 }),
  auditCount: fc.nat(),
  reminded: maybe(fc.record({ gate: texts, times: numbers })),
  spending: maybe(fc.record({ day: texts, usd: amounts })),
});
