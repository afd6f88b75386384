/** One use of a tool that Claude asks for, as the CLI reports it: nothing about `input` is certain. */
export interface Call {
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
}
