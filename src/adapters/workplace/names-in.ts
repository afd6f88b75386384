import { readdirSync } from 'node:fs';

/** What is there in a folder; nothing where it cannot be told. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
