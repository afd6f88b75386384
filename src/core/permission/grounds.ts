import { folded } from './paths/normalise.ts';
import { pathMatcher, type Reach } from './paths/path-pattern.ts';
import type { PermissionRules, Rule } from './rule.ts';
import type { Surroundings } from './surroundings.ts';
import { isEditing, isReading } from './tool-names.ts';

/** A rule about files, ready to be asked about many. */
export interface FileRule {
  readonly rule: Rule;
  readonly covers: (path: string) => boolean;
  /** Whether it names no file, but all of them. */
  readonly isBroad: boolean;
}

/** What one judgement rests on. */
export interface Grounds {
  readonly rules: PermissionRules;
  readonly files: Readonly<Record<keyof PermissionRules, readonly FileRule[]>>;
  readonly surroundings: Surroundings;
  /** Greenlight's own paths, as they are named and where their links lead, ready to be compared. */
  readonly own: readonly string[];
}

export function groundsOf(rules: PermissionRules, given: Surroundings): Grounds {
  const surroundings = { ...given, real: remembered(given.real) };
  const filesOf = (list: readonly Rule[], reach: Reach): readonly FileRule[] =>
    list
      .filter(({ tool }) => isEditing(tool) || isReading(tool))
      .map((rule) => ({
        rule,
        covers: rule.specifier === undefined ? () => true : pathMatcher(rule.specifier, surroundings, reach),
        isBroad: !/[\p{L}\p{N}]/u.test(rule.specifier ?? ''),
      }));
  return {
    rules,
    files: {
      allow: filesOf(rules.allow, 'exact'),
      ask: filesOf(rules.ask, 'wide'),
      deny: filesOf(rules.deny, 'wide'),
    },
    surroundings,
    own: given.own.flatMap((path) => [folded(path), folded(surroundings.real(path))]),
  };
}

/** A command may name the same file many times, and to resolve it reads the disk. */
function remembered(real: (path: string) => string): (path: string) => string {
  const known = new Map<string, string>();
  return (path) => {
    const found = known.get(path) ?? real(path);
    known.set(path, found);
    return found;
  };
}
