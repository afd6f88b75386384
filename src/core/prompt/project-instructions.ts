/** A file of the project's own instructions for Claude. */
export interface InstructionFile {
  /** Its path from the project's folder on. */
  readonly name: string;
  readonly kind: InstructionKind;
  readonly text: string;
}

/** `rule` is one of `.claude/rules`, `private` belongs to one person's copy of the project. */
export type InstructionKind = 'project' | 'rule' | 'private';

const PROJECT = 'project instructions, checked into the codebase';

/** As the CLI says it. */
const LABELS: Readonly<Record<InstructionKind, string>> = {
  project: PROJECT,
  rule: PROJECT,
  private: "user's private project instructions, not checked in",
};

/** The files one after another, each with its name; undefined without any. */
export function projectInstructions(files: readonly InstructionFile[]): string | undefined {
  if (files.length === 0) return undefined;
  return files
    .map(({ name, kind, text }) => `Contents of ${name} (${LABELS[kind]}):\n\n${text}`)
    .join('\n\n');
}
