import type { OperatorCommand } from '../../core/operator/index.ts';
import type { Body, BodyName } from './bodies.ts';

/** What a call asks for. */
export type Asked =
  | { readonly kind: 'command'; readonly command: OperatorCommand }
  | { readonly kind: 'start'; readonly file: string | undefined }
  | { readonly kind: 'words'; readonly body: Body<'command'> }
  | { readonly kind: 'status' }
  | { readonly kind: 'logs'; readonly lines: number };

/** An endpoint below `/webhook/`. */
export interface Call<N extends BodyName = BodyName> {
  readonly body: N;
  readonly summary: string;
  readonly asks: (body: Body<N>) => Asked;
}

const call = <N extends BodyName>(body: N, summary: string, asks: (body: Body<N>) => Asked): Call<N> => ({
  body,
  summary,
  asks,
});

const command = (asked: OperatorCommand): Asked => ({ kind: 'command', command: asked });

/** Every endpoint; the documentation and its description are made from here, too. */
export const calls = {
  command: call('command', 'Any command, as it is typed in a chat.', (body) => ({ kind: 'words', body })),
  status: call('look', 'Where the session stands.', () => ({ kind: 'status' })),
  logs: call('logs', 'The last lines of the newest log.', ({ lines }) => ({ kind: 'logs', lines })),
  start: call('start', 'Begins with a task file.', ({ file }) => ({ kind: 'start', file })),
  approve: call('approve', 'Lets the waiting task run.', ({ count, ...body }) =>
    command({ type: 'approve', count, ...atGate(body) }),
  ),
  skip: call('skip', 'Leaves the waiting task out.', (body) => command({ type: 'skip', ...atGate(body) })),
  retry: call('retry', 'Another attempt, with words for Claude.', ({ feedback, ...body }) =>
    command({ type: 'retry', words: feedback, ...atGate(body) }),
  ),
  pause: call('session', 'Starts nothing more.', ({ session_id: session }) =>
    command({ type: 'pause', session }),
  ),
  resume: call('session', 'Goes on after a pause.', ({ session_id: session }) =>
    command({ type: 'resume', session }),
  ),
  stop: call('stop', 'Closes the session; confirmed, it ends a running attempt, too.', (body) =>
    command({ type: 'stop', session: body.session_id, gate: body.gate, confirm: body.confirm }),
  ),
} as const;

export type CallName = keyof typeof calls;

/** In the form in which instants are compared. */
export const atGate = ({
  gate,
  sent_at: sentAt,
}: {
  readonly gate?: string | undefined;
  readonly sent_at?: string | undefined;
}): { readonly gate?: string | undefined; readonly sentAt?: string | undefined } => ({
  gate,
  sentAt: sentAt === undefined ? undefined : new Date(sentAt).toISOString(),
});
