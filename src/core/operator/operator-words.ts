import type { AnswerCommand, AtGate, InSession, LeashAsked, StopAsked, UndoAsked } from '../session/index.ts';

/** What an operator can ask of the session, by whichever channel. */
export type OperatorCommand =
  /** `file` is a path, or a name in the tasks folder. */
  | { readonly type: 'start'; readonly file: string }
  | ({
      readonly type: 'approve';
      /** Today at this time of the operator's zone, `18:00`: instead of an instant. */
      readonly untilTime?: string | undefined;
    } & LeashAsked &
      AtGate)
  | ({ readonly type: 'skip' } & AtGate)
  | ({ readonly type: 'retry'; readonly words?: string | undefined } & AtGate)
  | ({ readonly type: 'undo' | 'redo' } & UndoAsked)
  | ({ readonly type: 'reload' } & AtGate)
  | AnswerCommand
  /** At a usage limit: until this time (`09:00`) comes next on the operator's clock. */
  | ({ readonly type: 'wait'; readonly time: string } & AtGate)
  | ({ readonly type: 'unleash' } & InSession)
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
    args: '[N | all] [until 18:00] [while < $2]',
    help: 'go on; with a number, a time or a cost: so far, without asking between the tasks',
  },
  {
    name: 'allow',
    args: '[task]',
    help: 'let Claude run what it asks about; "task": also when it comes again in this task',
  },
  { name: 'instead', args: '<command>', help: 'let Claude run this command instead' },
  { name: 'deny', args: '[words]', help: 'do not let Claude run it; your words tell it why' },
  { name: 'answer', args: '<words>', help: 'answer a question: the number of an option, or words' },
  { name: 'skip', args: '', help: 'leave this task out and go on' },
  {
    name: 'retry',
    args: '[words]',
    help: 'another attempt in the same conversation; your words go to Claude',
  },
  {
    name: 'undo',
    args: '[force]',
    help: 'take the last task back, its files too; "force" overwrites what others changed',
  },
  { name: 'redo', args: '[force]', help: 'take the last undo back' },
  { name: 'reload', args: '', help: 'take an edited task file over' },
  { name: 'leash', args: '[off]', help: 'how far it goes without asking; "off" takes it in' },
  { name: 'wait', args: '<09:00>', help: 'at a usage limit: go on at this time' },
  { name: 'pause', args: '', help: 'start nothing more until you resume' },
  { name: 'resume', args: '', help: 'go on after a pause' },
  {
    name: 'stop',
    args: '[confirm]',
    help: 'close the session; "confirm" ends a running attempt, too',
  },
  { name: 'diff', args: '', help: 'what the last attempt changed' },
  { name: 'logs', args: '[N]', help: 'the last lines of the newest log' },
  { name: 'status', args: '', help: 'where the session stands' },
  { name: 'help', args: '', help: 'this list' },
] as const satisfies readonly OperatorWord[];

export type OperatorName = (typeof operatorWords)[number]['name'];
