/** A word of a command, without its quotes. */
export interface ShellWord {
  readonly value: string;
  /** Whether the shell hands over exactly this value. */
  readonly isPlain: boolean;
}

/** Absolute folders in which a command may run; undefined when that cannot be known. */
export type Places = readonly string[] | undefined;

/** One simple command, wherever in a shell text it stands. */
export interface Part {
  /** As it is written. */
  readonly text: string;
  /** Variables that are set for it alone, as they are written. */
  readonly settings: readonly string[];
  readonly words: readonly ShellWord[];
  readonly places: Places;
  /** The text that stands right there as its input. */
  readonly input?: string | undefined;
  /** Of a text that cannot be read for certain: what stands between its signs, and may be no command. */
  readonly isRough?: true;
}

/** A file that a redirection opens. */
export interface OpenedFile {
  readonly tool: 'Read' | 'Write';
  readonly name: ShellWord;
  readonly places: Places;
}

/** All that a shell text may do. */
export interface ShellReading {
  readonly parts: readonly Part[];
  readonly files: readonly OpenedFile[];
  /** Why what it does is not certain, as sentences. */
  readonly doubts: readonly string[];
}

export const plainWord = (value: string): ShellWord => ({ value, isPlain: true });
