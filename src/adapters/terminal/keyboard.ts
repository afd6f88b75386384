/** A question that waits for a line of the operator. */
export interface Question {
  /** What can be answered, for a keyboard whose keys act by themselves. */
  readonly keys: string;
  /** The same where only whole lines can be sent. */
  readonly words: string;
  /** What each key types; a trailing space asks for more words before Enter. */
  readonly hotKeys: Readonly<Record<string, string>>;
  /** It appears unbidden, so that a key may be meant for something else for longer. */
  readonly isSudden?: boolean | undefined;
  /** A line above it that changes with the time. */
  readonly ticking?: (() => string | undefined) | undefined;
}

export type Answer =
  | { readonly type: 'line'; readonly line: string }
  /** There is nobody to answer any more. */
  | { readonly type: 'end' }
  /** Ctrl-C. */
  | { readonly type: 'interrupted' }
  /** The question was taken back. */
  | { readonly type: 'withdrawn' };

/** Where answers come from. Ask one question at a time. */
export interface Keyboard {
  ask(question: Question, withdrawn: AbortSignal): Promise<Answer>;
  close(): void;
}
