/** What one check found; the text of a problem ends with what to do about it. */
export interface Finding {
  readonly mark: '✅' | '⚠️' | '❌';
  readonly text: string;
}

export const good = (text: string): Finding => ({ mark: '✅', text });
export const care = (text: string): Finding => ({ mark: '⚠️', text });
export const bad = (text: string): Finding => ({ mark: '❌', text });
