import { z } from 'zod';
import { fileSchema } from './schema.ts';
import type { Path } from './yaml-source.ts';

/** Every key of the file with its section: `claude.timeout`. */
export const allKeys = (): readonly string[] =>
  keysAt([]).flatMap((section) => keysAt([section]).map((key) => `${section}.${key}`));

/** The keys that are known under `path`: sections at the top, settings in a section. */
export function keysAt(path: Path): readonly string[] {
  const [section] = path;
  if (section === undefined) return Object.keys(fileSchema.shape);
  const shape: Readonly<Record<string, z.ZodPrefault<z.ZodObject>>> = fileSchema.shape;
  const found = shape[String(section)];
  return found ? Object.keys(found.unwrap().shape) : [];
}
