/** A tool call that waits for a person, as far as the state knows it; what it would do is kept beside the attempt. */
export interface AskedCall {
  /** The CLI's own (`toolu_...`). */
  readonly id: string;
  /** A question is answered, anything else allowed or denied. */
  readonly kind: 'permission' | 'question';
  /** `Bash`, `Edit` ... */
  readonly tool: string;
  /** Digest of its input. */
  readonly digest: string;
  /** One line, at most 200 characters, redacted: the command, the file, the question. */
  readonly detail: string;
  /** Why it is asked: a sentence. */
  readonly why: string;
  /** Where it would run; undefined: in the project's own folder. */
  readonly folder?: string | undefined;
  /** Digest of what is allowed with it for the rest of its task; undefined: only this call can be. */
  readonly cover?: string | undefined;
}

/** What a person, or a rule, says to a call. */
export type CallAnswer =
  /** `instead`: another command than the one that was asked about. */
  | { readonly kind: 'allow'; readonly instead?: string | undefined }
  | {
      readonly kind: 'deny';
      readonly reason?: string | undefined;
      /** Undefined: a person. Greenlight denies what cannot wait any longer. */
      readonly by?: 'greenlight' | undefined;
    }
  | { readonly kind: 'answer'; readonly answers: Answers };

/** The answer to each question by its text, or words to all of them. */
export type Answers = { readonly words: string } | { readonly byQuestion: Readonly<Record<string, string>> };
