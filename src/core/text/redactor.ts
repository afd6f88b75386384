/** Takes secrets out of texts: those that were registered, in the forms they travel in, and well-known shapes. */
export interface Redactor {
  register(secret: string | undefined): void;
  redact(text: string): string;
}

export interface RedactorDeps {
  /** Other spellings in which a secret may appear, such as its base64. */
  readonly formsOf: (secret: string) => readonly string[];
}

export const REDACTED = '[redacted]';

/** Shorter texts occur by chance: taking them out would garble what is no secret. */
const SHORTEST = 6;

const SHAPES: readonly RegExp[] = [
  /\bsk-ant-[\w-]{8,}/g,
  // A Telegram bot token; in an address it follows the word `bot` directly.
  /(?<!\d)\d{8,}:[\w-]{35}(?![\w-])/g,
  /(?<=\bBearer )[\w.~+/-]{8,}=*/gi,
];

export function createRedactor({ formsOf }: RedactorDeps): Redactor {
  const known = new Set<string>();
  return {
    register(secret) {
      const plain = secret?.trim() ?? '';
      if (plain.length < SHORTEST) return;
      for (const form of [plain, ...formsOf(plain)]) known.add(form);
    },
    redact(text) {
      // The longest first: one secret may be part of another's spelling.
      const longestFirst = [...known].sort((a, b) => b.length - a.length);
      const without = longestFirst.reduce((rest, form) => rest.replaceAll(form, REDACTED), text);
      return SHAPES.reduce((rest, shape) => rest.replace(shape, REDACTED), without);
    },
  };
}
