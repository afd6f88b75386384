import type { CallReply } from '../../src/app/ports/asking.ts';
import type { CallBook, KeptCall } from '../../src/app/ports/call-book.ts';
import type { Workplace } from '../../src/app/ports/workplace.ts';
import type { SessionService, SessionServiceDeps } from '../../src/app/session-service.ts';
import type { Question } from '../../src/core/permission/index.ts';
import { openGates } from '../../src/core/session/index.ts';
import { until } from './until.ts';

export interface FakeCallBook extends CallBook {
  /** By session, epoch and call, as it stands in the file. */
  readonly kept: Map<string, string>;
}

/** `kept` is what a book over the same disk finds. */
export const createFakeCallBook = (kept = new Map<string, string>()): FakeCallBook => ({
  kept,
  async keep(session, epoch, call) {
    kept.set(`${session}/${epoch}/${call.id}`, JSON.stringify(call));
  },
  async read(session, epoch, id) {
    const text = kept.get(`${session}/${epoch}/${id}`);
    return text === undefined ? undefined : (JSON.parse(text) as KeptCall);
  },
});

/** A folder without anything in it that matters. */
export const fakeWorkplace: Workplace = {
  surroundings: (cwd) => ({ project: '/project', cwd, own: [], real: (path) => path }),
  read: async () => undefined,
  instructions: async () => undefined,
};

type AskingDeps = Pick<
  SessionServiceDeps,
  'callBook' | 'workplace' | 'permissions' | 'limits' | 'planFirst' | 'redact'
>;

/** Every call that no rule knows is asked about, for ten minutes; a limit is waited out. */
export const fakeAsking = (callBook = createFakeCallBook()): AskingDeps => ({
  callBook,
  workplace: fakeWorkplace,
  permissions: {
    asks: true,
    rules: { allow: [], ask: [], deny: [] },
    askWaitMs: 600_000,
    trustProject: false,
  },
  limits: { autoResume: true, giveUpMs: 3_600_000 },
  planFirst: [],
  redact: (text) => text,
});

/** What an attempt wants to run, and what is shown of it. */
export interface ScriptedCall {
  readonly id: string;
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** Instead of what the input makes. */
  readonly shown?: KeptCall['shown'] | undefined;
  readonly questions?: readonly Question[];
}

export const npmInstall: ScriptedCall = {
  id: 'toolu_1',
  tool: 'Bash',
  input: { command: 'npm install left-pad' },
  shown: { kind: 'command', command: 'npm install left-pad', description: 'Install the padding' },
};

export const whichDatabase: ScriptedCall = {
  id: 'toolu_2',
  tool: 'AskUserQuestion',
  input: {
    questions: [
      {
        question: 'Which database?',
        header: 'Database',
        multiSelect: false,
        options: [
          { label: 'SQLite', description: 'One file' },
          { label: 'Postgres', description: 'A server' },
        ],
      },
    ],
  },
};

export interface LiveCall {
  readonly gate: string;
  readonly reply: Promise<CallReply>;
  /** The CLI is gone. */
  readonly hangUp: () => void;
}

/** The attempt that runs asks; resolves when that waits for a person. */
export async function asksLive(
  { service, callBook }: { readonly service: SessionService; readonly callBook: CallBook },
  { id, tool, input, shown, questions }: ScriptedCall,
  isLast = true,
): Promise<LiveCall> {
  const session = service.read();
  if (session.state !== 'open' || session.phase.name !== 'running') throw new Error('nothing runs');
  const { epoch } = session.phase.attempt;
  const gone = new AbortController();
  const asking = { session: session.id, epoch, name: `ask of ${id}`, id, tool, input, cwd: '/project' };
  const reply = service.askDesk.ask({ ...asking, isLast, subagent: false }, gone.signal);
  const gateNow = () => openGates(service.read()).find((gate) => gate.kind === 'ask' && gate.call.id === id);
  await until(() => gateNow() !== undefined);
  const gate = gateNow();
  const kept = await callBook.read(session.id, epoch, id);
  if (!gate || !kept) throw new Error(`${id} does not wait`);
  const instead = { ...(shown && { shown }), ...(questions && { questions }) };
  await callBook.keep(session.id, epoch, { ...kept, ...instead });
  return { gate: gate.id, reply, hangUp: () => gone.abort() };
}
