import { createDelivery, type Delivery } from '../../../../src/adapters/telegram/deliver.ts';
import { createPicks, type Picks } from '../../../../src/adapters/telegram/picks.ts';
import { createLiveMessage, type LiveMessage } from '../../../../src/adapters/telegram/live-message.ts';
import { createLocalTime } from '../../../../src/app/local-time.ts';
import type { CallBook } from '../../../../src/app/ports/call-book.ts';
import type { AttemptRecord } from '../../../../src/app/ports/runner.ts';
import type { GateRules } from '../../../../src/core/gate/index.ts';
import {
  decide,
  evolve,
  idle,
  react,
  type ClosedSession,
  type Notice,
  type OpenSession,
  type Session,
  type SessionCommand,
} from '../../../../src/core/session/index.ts';
import type { Task } from '../../../../src/core/task/index.ts';
import { createFakeEvidenceBook, type FakeEvidenceBook } from '../../../helpers/app-fakes.ts';
import { createFakeCallBook } from '../../../helpers/asking-fakes.ts';
import { required, stamped, type BareCommand } from '../../../helpers/session-play.ts';
import * as day from '../messages/day.ts';
import type { OutStage } from './stage.ts';

/** A session that goes on, and whatever of it was not told yet. */
export interface Story {
  readonly delivery: Delivery;
  readonly live: LiveMessage;
  readonly picks: Picks;
  /** What attempts left behind, by epoch. */
  readonly records: Map<number, AttemptRecord>;
  readonly evidence: FakeEvidenceBook;
  readonly callBook: CallBook;
  /** What was delivered. */
  readonly told: readonly Telling[];
  session(): OpenSession | ClosedSession;
  open(): OpenSession;
  /** Decides commands; what is to be told of them waits. */
  decides(...commands: readonly BareCommand[]): void;
  /** Delivers what waits, in order; at the first failure the rest waits on. */
  tells(): Promise<void>;
  /** Decides commands, and tells of each. */
  does(...commands: readonly BareCommand[]): Promise<void>;
  /** Delivers something that no command brought about. */
  tell(notice: BareNotice, key?: string): Promise<void>;
  /** The same with a new process. */
  restarted(): Promise<{ readonly stage: OutStage; readonly story: Story }>;
}

export type BareNotice = Notice extends infer N
  ? N extends Notice
    ? Omit<N, 'session' | 'at'>
    : never
  : never;

export interface StoryOptions {
  readonly rules?: GateRules;
  readonly topic?: number;
  readonly tasks?: readonly Task[];
}

/** What no person asks for. */
const byWhom = (command: SessionCommand): SessionCommand =>
  command.type === 'elapsed' || command.type === 'refuse'
    ? { ...command, by: { channel: 'greenlight', name: 'Greenlight' } }
    : command;

interface Telling {
  readonly notice: Notice;
  readonly key: string;
}

interface Left {
  session: Session;
  /** How many commands there were. */
  count: number;
  readonly waiting: Telling[];
  readonly told: Telling[];
  readonly records: Map<number, AttemptRecord>;
  readonly evidence: FakeEvidenceBook;
  readonly callBook: CallBook;
}

export const createStory = (stage: OutStage, options: StoryOptions = {}): Story =>
  continued(stage, options, {
    session: idle,
    count: 0,
    waiting: [],
    told: [],
    records: new Map(),
    evidence: createFakeEvidenceBook(),
    callBook: createFakeCallBook(),
  });

function continued(stage: OutStage, options: StoryOptions, left: Left): Story {
  const { desk, sent, clock, log } = stage;
  const { rules = required, tasks = [day.task], topic } = options;
  const local = createLocalTime(() => clock.now(), 'UTC');
  const live = createLiveMessage({ desk, read: () => left.session, clock, local, log });
  stage.closing.signal.addEventListener('abort', () => void live.stop());
  const picks = createPicks();
  const delivery = createDelivery({
    ...{ desk, sent, live, rules, topic, callBook: left.callBook, picks },
    now: () => clock.now(),
    records: async (_, epoch) => left.records.get(epoch),
    tasks: async () => tasks,
    logsFolder: (id) => `logs/${id}`,
    logFile: (id, position) => `logs/${id}/task-${position}-output.log`,
    evidence: left.evidence,
    local,
  });
  const session = (): OpenSession | ClosedSession => {
    if (left.session.state === 'idle') throw new Error('nothing was started');
    return left.session;
  };

  function decideOne(command: BareCommand): void {
    left.count += 1;
    const decision = decide(byWhom(stamped(command, left.count)), left.session, rules);
    if (!decision.ok) throw new Error(`${command.type} is refused: ${decision.rejection.code}`);
    const effects = decision.events.flatMap((event) => {
      left.session = evolve(left.session, event);
      return react(event, left.session);
    });
    for (const [n, effect] of effects.entries())
      if (effect.type === 'notify') left.waiting.push({ notice: effect.notice, key: `r${left.count}:${n}` });
  }

  const story: Story = {
    ...{
      delivery,
      picks,
      live,
      records: left.records,
      evidence: left.evidence,
      callBook: left.callBook,
      told: left.told,
      session,
    },
    open() {
      const now = session();
      if (now.state !== 'open') throw new Error('the session is closed');
      return now;
    },
    decides(...commands) {
      commands.forEach(decideOne);
    },
    async tells() {
      for (let next = left.waiting[0]; next; next = left.waiting[0]) {
        await delivery.deliver(next.notice, session(), next.key);
        left.waiting.shift();
        left.told.push(next);
      }
    },
    async does(...commands) {
      for (const command of commands) {
        story.decides(command);
        await story.tells();
      }
    },
    tell: (notice, key = `told/${notice.type}`) =>
      delivery.deliver({ ...notice, session: session().id, at: clock.now() }, session(), key),
    async restarted() {
      const next = await stage.restarted();
      return { stage: next, story: continued(next, options, left) };
    },
  };
  return story;
}
