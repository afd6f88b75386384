/** Decides about the calls of running attempts; what asks on their side holds the line until it is answered. */
export interface AskDesk {
  /** Never rejects. `gone` fires when nobody waits for this answer any more; the call may be asked again later. */
  ask(asking: Asking, gone: AbortSignal): Promise<CallReply>;
}

/** A call that the CLI wants to run. */
export interface WantedCall {
  /** The CLI's own. */
  readonly id: string;
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** Where its relative paths start. */
  readonly cwd: string;
}

/** Somebody waits to hear whether it may. */
export interface Asking extends WantedCall {
  readonly session: string;
  readonly epoch: number;
  /** Names this one asking, also when it is repeated because the line broke. */
  readonly name: string;
  /** No other call of its message comes after it; undefined: not known, or not yet, while the message is not at its end. */
  readonly isLast?: boolean | undefined;
  /** It comes from a subagent. */
  readonly subagent: boolean;
}

export type CallReply =
  /** With this input, where it is another. */
  | { readonly decision: 'allow'; readonly input?: Readonly<Record<string, unknown>> | undefined }
  /** The reason is for Claude. */
  | { readonly decision: 'deny'; readonly reason: string }
  /** The attempt is to end in the middle of the call, which waits on without it. */
  | { readonly decision: 'defer' };
