import type { Gate } from '../../core/gate/index.ts';
import type { OpenSession } from '../../core/session/index.ts';
import type { Shown } from './sent-messages.ts';

/** What a card about this gate shows. */
export function showsOf({ id: session }: OpenSession, gate: Gate): Omit<Shown, 'message'> {
  const shows = { gate: gate.id, session };
  switch (gate.kind) {
    case 'ask':
      return { ...shows, call: { question: gate.call.kind === 'question', cover: gate.call.cover } };
    case 'start':
    case 'limit':
    case 'closing':
    case 'doubt':
    case 'failure':
    case 'plan':
      return shows;
  }
}

/** What its own card tells, all the time, of what holds a task up. */
export const holdOf = (gate: Gate): string | undefined =>
  gate.kind === 'limit' ? holdName(gate.task, gate.since) : undefined;

/** The same for as long as the same holds the same task up. */
export const holdName = (task: number, since: string): string => `${task}/${since}`;
