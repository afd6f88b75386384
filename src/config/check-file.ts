import type { z } from 'zod';
import { nearestName } from '../core/text/nearest.ts';
import { faultsInCommand, faultsInFlags } from './claude-flags.ts';
import { shortened, type ConfigFault } from './config-fault.ts';
import { fillVariables, type Environment, type MissingVariable } from './fill-variables.ts';
import { keysAt } from './known-keys.ts';
import { isTree, partNotBuilt, type Tree } from './not-built.ts';
import { respell } from './original-spelling.ts';
import { fileSchema, permissionMode, type ConfigFile } from './schema.ts';
import { quoting, shown, shownKey } from './shown.ts';
import { words } from './values.ts';
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
    const kind = Array.isArray(root) ? 'a list' : 'a single value';
    const message = `found ${kind}, expected sections such as \`project:\` and \`claude:\`; see config.example.yaml.`;
    return { ok: false, faults: [{ ...source.placeOf([]), message }] };
  }
  const { built, refused } = partNotBuilt(respell(withoutEmptySections(root)));
  const { filled, missing } = fillVariables(built, env);
  const parsed = fileSchema.safeParse(filled);
  const faults: readonly ConfigFault[] = [
    ...refused.map((path) => notBuiltFault(source, path)),
    ...missing.map((variable) => missingFault(source, variable)),
    // A value with an unfilled variable was named already.
    ...(parsed.success ? [] : parsed.error.issues)
      .filter((issue) => !missing.some(({ path }) => isAbout(issue, path)))
      .flatMap((issue) => issueFaults(source, issue)),
    ...flagFaults(source, filled),
  ];
  return parsed.success && faults.length === 0 ? { ok: true, file: parsed.data } : { ok: false, faults };
}

/** A section whose keys are all commented out is there without a value. */
const withoutEmptySections = (root: Tree): Tree =>
  Object.fromEntries(
    Object.entries(root).filter(([key, value]) => value !== null || !keysAt([]).includes(key)),
  );

/** Whether `issue` is about the value at `path`, or about the list that holds it. */
const isAbout = (issue: z.core.$ZodIssue, path: Path): boolean =>
  path.join('.') === issue.path.join('.') ||
  (issue.code === 'custom' && path.join('.').startsWith(`${issue.path.join('.')}.`));

function issueFaults(source: YamlSource, issue: z.core.$ZodIssue): readonly ConfigFault[] {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((name) => unknownKey(source, path, name));
  }
  const expected =
    issue.code === 'custom' ? issue.message : `expected a section with the keys ${keysAt(path).join(', ')}`;
  const whole = issue.code === 'custom' ? (issue.params?.['sentence'] as unknown) : undefined;
  const quoted = typeof whole === 'string' ? quoting(source, path, whole) : undefined;
  return [at(source, path, sentence(quoted ?? `found ${shown(source, path)}, ${expected}`))];
}

function unknownKey(source: YamlSource, path: Path, name: string): ConfigFault {
  const known = keysAt(path);
  const near = nearestName(name, known);
  const advice = near === undefined ? `expected one of ${known.join(', ')}.` : `did you mean \`${near}\`?`;
  const key = [...path, name];
  // (A flag would have been respelt.)
  const isDebug = key.join('.') === 'server.debug';
  const message = isDebug ? `found ${shown(source, key)}, expected true or false.` : `unknown key; ${advice}`;
  return { ...source.placeOf(key, 'key'), key: shownKey(key), message };
}

function notBuiltFault(source: YamlSource, path: Path): ConfigFault {
  const message = 'not supported yet: this version would ignore it; remove the key or comment it out.';
  return { ...source.placeOf(path, 'key'), key: shownKey(path), message };
}

function missingFault(source: YamlSource, { path, name }: MissingVariable): ConfigFault {
  const message =
    name === undefined
      ? 'found ${ without a name, expected a variable such as ${NAME}: letters, digits and _, then }.'
      : `\${${shortened(name)}} is not set: set it in the environment or in .env beside this file.`;
  return at(source, path, message);
}

function flagFaults(source: YamlSource, filled: unknown): readonly ConfigFault[] {
  const claude = isTree(filled) && isTree(filled['claude']) ? filled['claude'] : {};
  const asks = permissionMode.safeParse(claude['permissions']).data === 'ask';
  const checks = { command: faultsInCommand, flags: faultsInFlags };
  return Object.entries(checks).flatMap(([key, faultsIn]) => {
    const { data } = words.safeParse(claude[key]);
    return data === undefined
      ? []
      : faultsIn(data, asks).map((message) => at(source, ['claude', key], message));
  });
}

const at = (source: YamlSource, path: Path, message: string): ConfigFault => ({
  ...source.placeOf(path),
  key: shownKey(path),
  message,
});

const sentence = (words: string): string => (/[.?]$/.test(words) ? words : `${words}.`);
