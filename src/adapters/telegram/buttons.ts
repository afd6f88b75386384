/** What a tap on a button asks for, bound to what the button was shown with. */
export type Button =
  /** A decision at a gate; stop closes the session there, `anyway` overwrites what others changed. */
  | { readonly kind: AtGate; readonly gate: string }
  /** An option of a question, counted from 0: the answer itself, or to be ticked, or not any more. */
  | {
      readonly kind: 'pick' | 'tick' | 'untick';
      readonly gate: string;
      readonly question: number;
      readonly option: number;
    }
  /** What is ticked is the answer. */
  | { readonly kind: 'answer'; readonly gate: string }
  /** Shows what is asked once more. */
  | { readonly kind: 'asked'; readonly gate: string }
  /** Later: until this time of day, `09:00`. */
  | { readonly kind: 'wait'; readonly gate: string; readonly time: string }
  /** This task and the next ones, `count` of them together. */
  | { readonly kind: 'approve-next'; readonly gate: string; readonly count: number }
  | { readonly kind: 'pause' | 'resume' | 'unleash'; readonly session: string }
  /** Asks whether to end the attempt. */
  | { readonly kind: 'end'; readonly session: string; readonly epoch: number }
  | { readonly kind: 'end-confirmed'; readonly session: string; readonly epoch: number }
  /** Lets the attempt run after all. */
  | { readonly kind: 'keep'; readonly session: string; readonly epoch: number }
  /** Everything the file says about a task. */
  | { readonly kind: 'instruction'; readonly session: string; readonly task: number }
  /** Everything that Claude said last in an attempt. */
  | { readonly kind: 'said'; readonly session: string; readonly epoch: number }
  /** What an attempt changed. */
  | { readonly kind: 'diff'; readonly session: string; readonly epoch: number }
  /** Starts a task file; the first eight hexadecimal digits of a digest of its name. */
  | { readonly kind: 'file'; readonly digest: string };

export type AtGate =
  | 'approve'
  | 'approve-all'
  | 'skip'
  | 'retry'
  | 'undo'
  | 'undo-anyway'
  | 'redo'
  | 'redo-anyway'
  | 'reload'
  | 'stop'
  | 'allow'
  | 'allow-task'
  | 'deny';

export interface LabelledButton {
  readonly label: string;
  readonly button: Button;
}

/** Telegram's limit for `callback_data`, in bytes; everything here is ASCII. */
const LONGEST = 64;
/** Changes with the meaning of what follows it: buttons outlive an update of Greenlight. */
const VERSION = '1';

const ID = /^[\w-]{1,48}$/;
const NUMBER = /^(?:0|[1-9]\d{0,14})$/;
const DIGEST = /^[0-9a-f]{8}$/;
/** Claude asks four questions with four options at most. */
const INDEX = /^[0-9]$/;
/** `0900` */
const TIME = /^(?:[01]\d|2[0-3])[0-5]\d$/;

/** What a button carries; throws for an id that does not fit. */
export function encodeButton(button: Button): string {
  const data = [VERSION, button.kind, ...fieldsOf(button)].join(':');
  if (parseButton(data) === undefined) throw new Error(`no button can carry this: ${data}`);
  return data;
}

function fieldsOf(button: Button): readonly (string | number)[] {
  if ('gate' in button) return [button.gate, ...detailsOf(button)];
  if ('epoch' in button) return [button.session, button.epoch];
  if ('task' in button) return [button.session, button.task];
  return 'digest' in button ? [button.digest] : [button.session];
}

function detailsOf(button: Extract<Button, { gate: string }>): readonly (string | number)[] {
  if ('count' in button) return [button.count];
  if ('option' in button) return [button.question, button.option];
  return 'time' in button ? [button.time.replace(':', '')] : [];
}

/** The button that carries `data`; undefined for whatever no button of ours carries. */
export function parseButton(data: string): Button | undefined {
  if (data.length > LONGEST) return undefined;
  const [version, kind = '', ...fields] = data.split(':');
  return version === VERSION && isKind(kind) ? readers[kind](fields) : undefined;
}

/** Not `in`: every object has a `constructor`. */
const isKind = (kind: string): kind is Button['kind'] => Object.hasOwn(readers, kind);

type Reader = (fields: readonly string[]) => Button | undefined;

const readers: Readonly<Record<Button['kind'], Reader>> = {
  approve: atGate('approve'),
  'approve-all': atGate('approve-all'),
  'approve-next': numbered((gate, count) => ({ kind: 'approve-next', gate, count })),
  skip: atGate('skip'),
  retry: atGate('retry'),
  undo: atGate('undo'),
  'undo-anyway': atGate('undo-anyway'),
  redo: atGate('redo'),
  'redo-anyway': atGate('redo-anyway'),
  reload: atGate('reload'),
  stop: atGate('stop'),
  allow: atGate('allow'),
  'allow-task': atGate('allow-task'),
  deny: atGate('deny'),
  answer: one(ID, (gate) => ({ kind: 'answer', gate })),
  asked: one(ID, (gate) => ({ kind: 'asked', gate })),
  pick: option('pick'),
  tick: option('tick'),
  untick: option('untick'),
  wait: ([gate = '', time = '', ...rest]) =>
    rest.length === 0 && ID.test(gate) && TIME.test(time)
      ? { kind: 'wait', gate, time: `${time.slice(0, 2)}:${time.slice(2)}` }
      : undefined,
  unleash: one(ID, (session) => ({ kind: 'unleash', session })),
  pause: one(ID, (session) => ({ kind: 'pause', session })),
  resume: one(ID, (session) => ({ kind: 'resume', session })),
  end: numbered((session, epoch) => ({ kind: 'end', session, epoch })),
  'end-confirmed': numbered((session, epoch) => ({ kind: 'end-confirmed', session, epoch })),
  keep: numbered((session, epoch) => ({ kind: 'keep', session, epoch })),
  said: numbered((session, epoch) => ({ kind: 'said', session, epoch })),
  diff: numbered((session, epoch) => ({ kind: 'diff', session, epoch })),
  instruction: numbered((session, task) => ({ kind: 'instruction', session, task })),
  file: one(DIGEST, (digest) => ({ kind: 'file', digest })),
};

function atGate(kind: AtGate): Reader {
  return one(ID, (gate) => ({ kind, gate }));
}

function option(kind: 'pick' | 'tick' | 'untick'): Reader {
  return ([gate = '', question = '', option = '', ...rest]) =>
    rest.length === 0 && ID.test(gate) && INDEX.test(question) && INDEX.test(option)
      ? { kind, gate, question: Number(question), option: Number(option) }
      : undefined;
}

function one(shape: RegExp, button: (field: string) => Button): Reader {
  return ([field = '', ...rest]) => (rest.length === 0 && shape.test(field) ? button(field) : undefined);
}

function numbered(button: (id: string, number: number) => Button): Reader {
  return ([id = '', number = '', ...rest]) =>
    rest.length === 0 && ID.test(id) && NUMBER.test(number) ? button(id, Number(number)) : undefined;
}
