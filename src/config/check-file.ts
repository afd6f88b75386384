import type { z } from 'zod';
import { nearestName } from '../core/text/nearest.ts';
import { flagOfOurs } from './claude-flags.ts';
import type { ConfigFault } from './config-fault.ts';
import { fillVariables, type Environment } from './fill-variables.ts';
import { keysAt } from './known-keys.ts';
import { isTree, partNotBuilt } from './not-built.ts';
import { respell } from './original-spelling.ts';
import { fileSchema, type ConfigFile } from './schema.ts';
import { readYaml, type Path, type YamlSource } from './yaml-source.ts';

export type CheckedFile =
  | { readonly ok: true; readonly file: ConfigFile }
  | { readonly ok: false; readonly faults: readonly ConfigFault[] };

/** Checks the text of a configuration file; every fault at once, with its line. */
export function checkFile(text: string, env: Environment): CheckedFile {
  const source = readYaml(text);
  if (source.errors.length > 0) return { ok: false, faults: source.errors };
  const root = source.value ?? {};
  if (!isTree(root)) {
    const message = 'expected sections such as `project:` and `claude:`; see config.example.yaml.';
    return { ok: false, faults: [{ ...source.placeOf([]), message }] };
  }
  const { built, refused } = partNotBuilt(respell(withoutEmptySections(root)));
  const { filled, missing } = fillVariables(built, env);
  const parsed = fileSchema.safeParse(filled);
  const faults: readonly ConfigFault[] = [
    ...refused.map((path) => notBuiltFault(source, path)),
    ...missing.map(({ path, name }) => missingFault(source, path, name)),
    // A text with an unfilled variable was named already.
    ...(parsed.success ? [] : parsed.error.issues)
      .filter((issue) => !missing.some(({ path }) => path.join('.') === issue.path.join('.')))
      .flatMap((issue) => issueFaults(source, issue)),
    ...(parsed.success ? flagFaults(source, parsed.data) : []),
  ];
  return parsed.success && faults.length === 0 ? { ok: true, file: parsed.data } : { ok: false, faults };
}

/** A section whose keys are all commented out is there without a value. */
const withoutEmptySections = (root: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(root).filter(([, value]) => value !== null));

function issueFaults(source: YamlSource, issue: z.core.$ZodIssue): readonly ConfigFault[] {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((name) => unknownKey(source, path, name));
  }
  const expected = issue.code === 'custom' ? issue.message : 'expected a section with keys of its own';
  return [at(source, path, `found ${shown(source.written(path))}, ${expected}.`)];
}

function unknownKey(source: YamlSource, path: Path, name: string): ConfigFault {
  const known = keysAt(path);
  const near = nearestName(name, known);
  const advice = near === undefined ? `known here: ${known.join(', ')}.` : `did you mean \`${near}\`?`;
  const key = [...path, name];
  return { ...source.placeOf(key, 'key'), key: key.join('.'), message: `unknown key; ${advice}` };
}

const notBuiltFault = (source: YamlSource, path: Path): ConfigFault => ({
  ...source.placeOf(path, 'key'),
  key: path.join('.'),
  message: 'not supported yet: this version would ignore it; remove the key or comment it out.',
});

const missingFault = (source: YamlSource, path: Path, name: string): ConfigFault =>
  at(source, path, `\${${name}} is not set: set it in the environment or in .env beside this file.`);

function flagFaults(source: YamlSource, { claude }: ConfigFile): readonly ConfigFault[] {
  const lists = [
    { key: 'flags', words: claude.flags },
    // The print flag is tolerated in the command, where it is often written.
    { key: 'command', words: claude.command.slice(1).filter((word) => word !== '-p' && word !== '--print') },
  ];
  const taken = lists.flatMap(({ key, words }) => {
    const found = flagOfOurs(words);
    return found ? [at(source, ['claude', key], `${found.flag}: ${found.advice}.`)] : [];
  });
  return claude.command.length > 0
    ? taken
    : [at(source, ['claude', 'command'], 'expected a program, such as claude.'), ...taken];
}

const at = (source: YamlSource, path: Path, message: string): ConfigFault => ({
  ...source.placeOf(path),
  key: path.join('.'),
  message,
});

/** A value as it is written, never what was filled into it. */
function shown(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
