import type { OpenSession } from '../../core/session/index.ts';
import { choose } from './choose.ts';
import { refusalMessage } from './messages/refusal-message.ts';
import {
  faultsMessage,
  goOnWith,
  leavingMessage,
  notStoredMessage,
  stillOpenMessage,
} from './messages/run-message.ts';
import { nextStop } from './next-stop.ts';
import { oneLine } from '../../core/text/plain-text.ts';
import { INTERRUPTED, send, type Ending, type Run } from './run.ts';

/** Goes on with the session that is open, or starts the file; an ending when neither is to be. */
export async function openSession(run: Run): Promise<Ending | undefined> {
  const session = run.service.read();
  if (session.state !== 'open') return startFile(run);
  const same = run.isSameFile(run.file, session.file);
  if (run.yes) return same ? goOn(run, session) : otherFile(run, session);
  run.channel.screen.print(stillOpenMessage(session, run.local));
  switch (await askWhatToDo(run, session, same)) {
    case 'continue':
      return goOn(run, session);
    case 'restart':
      return (await stopIt(run, session))
        ? startFile(run)
        : { code: 1, lines: leavingMessage(session, run.goOn) };
    case 'quit':
    case 'end':
    case 'interrupted':
      return { code: INTERRUPTED, lines: leavingMessage(session, run.goOn) };
    case 'withdrawn':
      return openSession(run);
  }
}

const otherFile = (run: Run, session: OpenSession): Ending => ({
  code: 1,
  lines: [
    ...stillOpenMessage(session, run.local),
    'Only one session can be open, and --yes does not choose between them.',
    ...goOnWith(run.goOn, session),
  ],
});

function askWhatToDo(
  run: Run,
  session: OpenSession,
  same: boolean,
): ReturnType<typeof choose<'continue' | 'restart' | 'quit'>> {
  const { phase } = session;
  const runs = phase.name === 'running' || phase.name === 'stopping';
  const ends = runs ? `end attempt ${phase.attempt.epoch}, ` : '';
  const file = same ? 'the file from its first task' : oneLine(run.file);
  return choose(
    run,
    [
      { key: 'c', word: 'continue' },
      {
        key: 'x',
        word: 'restart',
        alias: 'anew',
        means: `${ends}close this session and start ${file}`,
      },
      { key: 'q', word: 'quit', means: 'leave it as it is' },
    ],
    () => {
      const now = run.service.read();
      return now.state === 'open' && now.id === session.id;
    },
  );
}

/** What is open now may have moved since it was read: an attempt may have ended meanwhile. */
async function goOn(run: Run, { id }: OpenSession): Promise<Ending | undefined> {
  const session = run.service.read();
  if (session.state !== 'open') return undefined;
  run.channel.screen.print([`▶️ Going on with session ${id} from ${oneLine(session.file)}`]);
  if (session.pausedAt !== undefined && !(await resume(run))) {
    return { code: 1, lines: leavingMessage(session, run.goOn) };
  }
  const present = run.service.read();
  if (present.state === 'open') await run.channel.takeUp(present);
  return undefined;
}

/** Resolves when that was said, too. */
async function resume(run: Run): Promise<boolean> {
  const said = new Promise<void>((resolve) => {
    const unwatch = run.channel.onDelivered(({ type }) => {
      if (type !== 'session-resumed') return;
      unwatch();
      resolve();
    });
  });
  if (!(await send(run, { type: 'resume' }))) return false;
  await said;
  return true;
}

async function stopIt(run: Run, session: OpenSession): Promise<boolean> {
  const { phase } = session;
  const confirm = phase.name === 'running' || phase.name === 'stopping' ? phase.attempt.epoch : undefined;
  if (phase.name !== 'stopping' || !phase.closes) {
    if (!(await send(run, { type: 'stop', confirm }))) return false;
  }
  while ((await nextStop(run)).at !== 'closed');
  return true;
}

async function startFile(run: Run): Promise<Ending | undefined> {
  try {
    const reply = await run.service.request({ by: run.by, command: { type: 'start', file: run.file } });
    if (reply.ok) return undefined;
    return 'faults' in reply
      ? { code: 2, lines: faultsMessage(reply.path, reply.faults) }
      : { code: 1, lines: refusalMessage(reply.rejection, run.service.read(), run.local, 'start') };
  } catch (error) {
    return { code: 1, lines: notStoredMessage(error) };
  }
}
