import type * as z from 'zod';
import type { Answers } from '../../core/attempt/index.ts';
import { paddedTime, TIME_OF_DAY, type OperatorCommand } from '../../core/operator/index.ts';
import { allowBody, answerBody, denyBody, waitBody } from './ask-bodies.ts';
import {
  approveBody,
  backBody,
  commandBody,
  diffBody,
  logsBody,
  lookBody,
  pauseBody,
  retryBody,
  skipBody,
  startBody,
  stopBody,
  type BodySchema,
} from './bodies.ts';
import { bodyFault } from './body-fault.ts';

/** What a call asks for. */
export type Asked =
  | { readonly kind: 'command'; readonly command: OperatorCommand }
  | { readonly kind: 'start'; readonly file: string | undefined }
  | { readonly kind: 'words'; readonly words: string; readonly meant: Meant }
  | { readonly kind: 'status' }
  | { readonly kind: 'logs'; readonly lines: number }
  | { readonly kind: 'diff'; readonly epoch: number | undefined };

/** What a call may say of the gate, the session and the attempt that it is about. */
export type Meant = Pick<z.infer<typeof commandBody>, 'gate' | 'sent_at' | 'session_id' | 'confirm'>;

/** A body that was understood, or what is wrong with it. */
export type CallReading =
  | {
      readonly ok: true;
      readonly asked: Asked;
      readonly requestId: string | undefined;
      readonly actor: string | undefined;
    }
  | { readonly ok: false; readonly fault: string };

/** An endpoint below `/webhook/`. */
export interface Call {
  readonly body: BodySchema;
  readonly summary: string;
  /** What comes back when all is well; `said` is a sentence and where the session stands. */
  readonly answer: 'said' | 'status' | 'logs' | 'diff';
  readonly read: (body: unknown) => CallReading;
}

function call<S extends BodySchema>(
  body: S,
  summary: string,
  asks: (body: z.output<S>) => Asked,
  answer: Call['answer'] = 'said',
): Call {
  return {
    ...{ body, summary, answer },
    read(sent) {
      const parsed = body.safeParse(sent);
      if (!parsed.success) return { ok: false, fault: bodyFault(parsed.error, body) };
      const { request_id: requestId, actor } = parsed.data;
      return { ok: true, asked: asks(parsed.data), requestId, actor };
    },
  };
}

const command = (asked: OperatorCommand): Asked => ({ kind: 'command', command: asked });

/** Every endpoint; its description is generated from here, too. */
export const calls = {
  command: call(commandBody, 'Any command, as it is typed in a chat', ({ command: words, ...meant }) => ({
    ...{ kind: 'words', words, meant },
  })),
  status: call(lookBody, 'Where the session stands', () => ({ kind: 'status' }), 'status'),
  logs: call(logsBody, 'The last lines of the newest log', ({ lines }) => ({ kind: 'logs', lines }), 'logs'),
  diff: call(diffBody, 'What an attempt changed', ({ epoch }) => ({ kind: 'diff', epoch }), 'diff'),
  start: call(startBody, 'Begins with a task file', ({ file }) => ({ kind: 'start', file })),
  approve: call(approveBody, 'Lets what waits go on', ({ count, until, below_usd: belowUsd, ...meant }) =>
    command({ type: 'approve', count, ...untilWhen(until), belowUsd, ...atGate(meant) }),
  ),
  skip: call(skipBody, 'Leaves the waiting task out', (meant) => command({ type: 'skip', ...atGate(meant) })),
  retry: call(retryBody, 'Another attempt in the same conversation', ({ feedback, ...meant }) =>
    command({ type: 'retry', words: feedback, ...atGate(meant) }),
  ),
  allow: call(allowBody, 'Lets Claude run what it asks about', ({ for_task: forTask, instead, ...meant }) =>
    command({ type: 'allow', forTask, instead, ...atGate(meant) }),
  ),
  deny: call(denyBody, 'Does not let Claude run it', ({ words, feedback, ...meant }) =>
    command({ type: 'deny', words: words ?? feedback, ...atGate(meant) }),
  ),
  answer: call(answerBody, 'Answers a question of Claude', ({ answers, words, option, ...meant }) =>
    command({ type: 'answer', answers: answersIn({ answers, words, option }), ...atGate(meant) }),
  ),
  wait: call(waitBody, 'At a usage limit: goes on at this time', ({ time, ...meant }) =>
    command({ type: 'wait', time: paddedTime(time), ...atGate(meant) }),
  ),
  undo: call(backBody, 'Takes the last task back, its files too', ({ force, ...meant }) =>
    command({ type: 'undo', force, ...atGate(meant) }),
  ),
  redo: call(backBody, 'Takes the last undo back', ({ force, ...meant }) =>
    command({ type: 'redo', force, ...atGate(meant) }),
  ),
  reload: call(skipBody, 'Takes an edited task file over', (meant) =>
    command({ type: 'reload', ...atGate(meant) }),
  ),
  unleash: call(pauseBody, 'Takes the leash in: every task asks again', (meant) =>
    command({ type: 'unleash', ...inSession(meant) }),
  ),
  pause: call(pauseBody, 'Starts nothing more', (meant) => command({ type: 'pause', ...inSession(meant) })),
  resume: call(pauseBody, 'Goes on after a pause', (meant) =>
    command({ type: 'resume', ...inSession(meant) }),
  ),
  stop: call(stopBody, 'Closes the session; confirmed, it ends a running attempt, too', (meant) =>
    command({ type: 'stop', ...stopAsked(meant) }),
  ),
} as const satisfies Readonly<Record<string, Call>>;

export type CallName = keyof typeof calls;

export const atGate = ({ gate, sent_at: sentAt }: Meant) => ({
  gate,
  sentAt: sentAt === undefined ? undefined : comparable(sentAt),
});

/** In the form in which instants are compared. */
const comparable = (written: string): string => new Date(written).toISOString();

function untilWhen(written: string | undefined): Pick<ApproveCommand, 'until' | 'untilTime'> {
  if (written === undefined) return {};
  return TIME_OF_DAY.test(written) ? { untilTime: paddedTime(written) } : { until: comparable(written) };
}

/** The number of an option as a person can type it, which is never a name. */
function answersIn({ answers, words, option }: Pick<AnswerBody, 'answers' | 'words' | 'option'>): Answers {
  if (answers !== undefined) return { byQuestion: answers };
  return {
    words:
      words ??
      [option]
        .flat()
        .map((number) => `#${number}`)
        .join(','),
  };
}

type AnswerBody = z.infer<typeof answerBody>;

type ApproveCommand = Extract<OperatorCommand, { type: 'approve' }>;

export const inSession = ({ session_id: session }: Meant) => ({ session });

export const stopAsked = ({ gate, confirm, ...meant }: Meant) => ({ gate, confirm, ...inSession(meant) });
