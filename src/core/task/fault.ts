/** One thing wrong in a text file, where it stands, in a sentence a person can act on. */
export interface Fault {
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 code units. */
  readonly column: number;
  readonly message: string;
}

/** Faults in the order of their positions. */
export const byPosition = (a: Fault, b: Fault): number => a.line - b.line || a.column - b.column;
