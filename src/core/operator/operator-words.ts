import type { AtGate, InSession, Leash, StopAsked } from '../session/index.ts';

/** What an operator can ask of the session, by whichever channel. */
export type OperatorCommand =
  /** `file` is a path, or a name in the tasks folder. */
  | { readonly type: 'start'; readonly file: string }
  | ({ readonly type: 'approve'; readonly count?: Leash | undefined } & AtGate)
  | ({ readonly type: 'skip' } & AtGate)
  | ({ readonly type: 'retry'; readonly words?: string | undefined } & AtGate)
  | ({ readonly type: 'pause' } & InSession)
  | ({ readonly type: 'resume' } & InSession)
  | ({ readonly type: 'stop' } & StopAsked);

/** A word that an operator can write, in any channel. */
export interface OperatorWord {
  readonly name: string;
  /** As the help shows them; empty when it takes none. */
  readonly args: string;
  /** One line for the help. */
  readonly help: string;
}

/** Every command, in the order of the help. An entry here and its reading in `read-words.ts` make a new one. */
export const operatorWords = [
  { name: 'start', args: '[file]', help: 'begin with a task file' },
  {
    name: 'approve',
    args: '[N | all]',
    help: 'go on; with a number that many tasks, without asking between them',
  },
  { name: 'skip', args: '', help: 'leave this task out and go on' },
  {
    name: 'retry',
    args: '[words]',
    help: 'another attempt in the same conversation; your words go to Claude',
  },
  { name: 'pause', args: '', help: 'start nothing more until you resume' },
  { name: 'resume', args: '', help: 'go on after a pause' },
  {
    name: 'stop',
    args: '[confirm]',
    help: 'close the session; "confirm" ends a running attempt, too',
  },
  { name: 'logs', args: '[N]', help: 'the last lines of the newest log' },
  { name: 'status', args: '', help: 'where the session stands' },
  { name: 'help', args: '', help: 'this list' },
] as const satisfies readonly OperatorWord[];

export type OperatorName = (typeof operatorWords)[number]['name'];
