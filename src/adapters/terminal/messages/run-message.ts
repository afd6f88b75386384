import type { LocalTime } from '../../../app/local-time.ts';
import type { Recovered } from '../../../app/session-service.ts';
import type { LimitGate } from '../../../core/gate/index.ts';
import { formatFaults, type Fault } from '../../../core/task/index.ts';
import { openGates, waitingGate, type ClosedSession, type OpenSession } from '../../../core/session/index.ts';
import { oneLine, plainText } from '../../../core/text/plain-text.ts';
import { HOLD_UP } from '../../../core/wording/hold.ts';
import { counted } from '../../../core/wording/numbers.ts';
import { waitingNow } from '../../../core/wording/waiting-now.ts';

/** Every fault of a file, each with its place. */
export const faultsMessage = (path: string, faults: readonly Fault[]): readonly string[] => [
  `❌ Nothing was started: ${counted(faults.length, 'fault')} in ${oneLine(path)}`,
  ...plainText(formatFaults(path, faults)).split('\n'),
  'Correct the file and run it again.',
];

/** The same of an edited file, which changes nothing. */
export const notReloadedMessage = (path: string, faults: readonly Fault[]): readonly string[] => [
  `❌ Nothing was taken over: ${counted(faults.length, 'fault')} in ${oneLine(path)}`,
  ...plainText(formatFaults(path, faults)).split('\n'),
  'Correct the file, then reload again. Until then the list stays as it was.',
];

/** What happened to the state before this process took it up. */
export function recoveredMessage({ restored, unknown }: Recovered): readonly string[] {
  const lost = restored
    ? [
        `⚠️ The saved state could not be used: ${oneLine(restored.reason)}`,
        ...(restored.movedTo === undefined ? [] : [`   It was moved to ${oneLine(restored.movedTo)}.`]),
        restored.from === 'copy'
          ? '   The copy before it was taken. An open session is paused, so that you can look before anything goes on.'
          : '   There was no copy of it: Greenlight begins with nothing open.',
      ]
    : [];
  return [
    ...lost,
    ...unknown.map(
      ({ session, attempt }) =>
        `⚠️ Attempt ${attempt.epoch} of session ${session} (task ${attempt.task}) still runs, but no open session knows it. Let it end before you start anything in this project.`,
    ),
  ];
}

export const stillOpenMessage = (session: OpenSession, local: LocalTime): readonly string[] => [
  `⚠️ Session ${session.id} from ${oneLine(session.file)} is still open.`,
  `   ${waitingNow(session, local)}`,
  ...(session.pausedAt !== undefined && timedGate(session)
    ? ['   Under a pause nothing goes on by itself: it does once you continue.']
    : []),
];

/** Why a command did not even reach a decision. */
export const notStoredMessage = (error: unknown): readonly string[] => [
  `❌ That could not be saved, so nothing was changed: ${oneLine(error instanceof Error ? error.message : String(error))}`,
  '   Free disk space or correct the permissions of the state file, then try again.',
];

/** The command line that goes on with a file; undefined where nothing can be gone on with. */
export type GoOn = ((file: string) => string) | undefined;

export const goOnWith = (
  goOn: GoOn,
  { file }: { readonly file: string },
  how = 'To go on',
): readonly string[] => (goOn ? [`${how}: ${plainText(goOn(file)).replaceAll('\n', ' ')}`] : []);

/** What is true from the moment an attempt is to be ended until it has ended. */
export const endingMessage = (epoch: number): string =>
  `⚠️ Ending attempt ${epoch}: up to 10 s more. If Greenlight is killed now, the next \`greenlight run\` ends it.`;

const ASKS_ON =
  '   What Claude asks is kept, too: it waits a while for the answer, then ends until there is one.';

/** Leaving while the session is open, and what stays behind. */
export function leavingMessage(session: OpenSession, goOn: GoOn): readonly string[] {
  const { phase } = session;
  const last = goOnWith(goOn, session);
  if (phase.name === 'running' || phase.name === 'stopping') {
    const { epoch } = phase.attempt;
    const what =
      phase.name === 'stopping'
        ? endingMessage(epoch)
        : `▶️ Leaving. Attempt ${epoch} goes on by itself, and its result is kept.`;
    return [what, ...(openGates(session).length > 0 ? [ASKS_ON] : []), ...last];
  }
  const waits = session.pausedAt === undefined ? 'stays open and waits for you' : 'stays open, paused';
  return [`⏸️ Session ${session.id} ${waits}. Nothing runs.`, ...notByItself(session), ...last];
}

function timedGate(session: OpenSession): LimitGate | undefined {
  const gate = waitingGate(session);
  return gate?.kind === 'limit' && gate.resumeAt !== undefined ? gate : undefined;
}

/** What was said of going on by itself holds only while somebody is there to do it. */
function notByItself(session: OpenSession): readonly string[] {
  const gate = timedGate(session);
  if (!gate) return [];
  return [
    `   Nothing goes on by itself before Greenlight runs again, also not once ${HOLD_UP[gate.cause]} is over.`,
  ];
}

/** What follows the closing table. */
export const closedMessage = (session: ClosedSession, goOn: GoOn): readonly string[] =>
  session.how === 'stopped' ? goOnWith(goOn, session, 'To start it anew') : [];
