import { createRedactor } from '../core/text/redactor.ts';
import { shortened } from './config-fault.ts';
import { isTree } from './not-built.ts';
import { mayHoldSecret } from './secrets.ts';
import type { Path, YamlSource } from './yaml-source.ts';

/** Someone may have written a token into the wrong place. */
const redactor = createRedactor({ formsOf: () => [] });

/** The value at `path` as a fault may quote it: as it is written, never what was filled into it, and no secret. */
export function shown(source: YamlSource, path: Path): string {
  const value = source.written(path);
  if (value === null || value === undefined) return 'nothing';
  if (isTree(value)) return 'a section';
  if (mayHoldSecret(path) && !isVariable(value)) return 'a value that is not shown here';
  const text = typeof value === 'number' ? String(value) : JSON.stringify(value);
  return `${text.includes('${') ? 'the value of ' : ''}${shortened(redactor.redact(text))}`;
}

/** A sentence that quotes the value at `path`; undefined where that would show what was filled into it. */
export const quoting = (source: YamlSource, path: Path, sentence: string): string | undefined =>
  String(source.written(path)).includes('${') ? undefined : redactor.redact(sentence);

/** A key as a fault may quote it. */
export const shownKey = (path: Path): string => redactor.redact(path.join('.'));

const isVariable = (value: unknown): boolean => typeof value === 'string' && /^\s*\$\{\w*\}\s*$/.test(value);
