import type { Surroundings } from '../surroundings.ts';
import { folded } from './normalise.ts';

/** How strictly names are compared: what is forbidden is found in every case and below every folder that is named. */
export type Reach = 'exact' | 'wide';

export interface PatternFault {
  readonly found: string;
  readonly expected: string;
  readonly example: string;
}

/** `*`, `**`, `?` and `!(one|another)`; anything else stands for itself. */
const TOKEN = /!\(([^()/]*)\)|\/\*\*\/|\/\*\*$|\*+|\?|[^*?!/]+|[!/]/gs;

export function faultOfPattern(pattern: string): PatternFault | undefined {
  if (pattern.startsWith('!')) {
    return {
      found: 'begins with `!`',
      expected: 'the rule in the list `deny` instead',
      example: 'secrets/**',
    };
  }
  if (/[[\]{}]/.test(pattern)) {
    return { found: 'has brackets or braces', expected: '`?` or `*` in their place', example: 'app/?id?/**' };
  }
  if (pattern.includes('\\')) {
    return { found: 'has a backslash', expected: 'folders divided by `/`', example: 'src/**' };
  }
  return undefined;
}

/** Says of absolute paths whether the pattern of a rule covers them. */
export function pathMatcher(
  pattern: string,
  surroundings: Surroundings,
  reach: Reach,
): (path: string) => boolean {
  const compared = reach === 'exact' ? (text: string): string => text : folded;
  const expressions = rootsOf(pattern, surroundings, reach).map(({ root, rest }) => {
    const whole = `${escaped(root === '/' ? '' : root)}${expressionOf(`/${rest}`, reach)}`;
    return new RegExp(`^${compared(whole)}$`, 'su');
  });
  return (path) => expressions.some((expression) => expression.test(compared(path)));
}

interface Rooted {
  readonly root: string;
  readonly rest: string;
}

/** `//` begins at the root of the file system, `~/` at home, `/` at the project; the rest where paths are read from. */
function rootsOf(pattern: string, { project, cwd, home }: Surroundings, reach: Reach): readonly Rooted[] {
  if (pattern.startsWith('//')) return [{ root: '', rest: pattern.slice(2) }];
  if (pattern.startsWith('~/')) return home === undefined ? [] : [{ root: home, rest: pattern.slice(2) }];
  if (pattern.startsWith('/')) return [{ root: project, rest: pattern.slice(1) }];
  const rest = pattern.startsWith('./') ? pattern.slice(2) : unanchored(pattern);
  return (reach === 'exact' ? [project] : [project, cwd]).map((root) => ({ root, rest }));
}

/** As in .gitignore: a name without a folder is meant at any depth. */
const unanchored = (pattern: string): string =>
  pattern === '**' || /\/./s.test(pattern) ? pattern : `**/${pattern}`;

/** A folder that is named is meant with all that is in it. */
function expressionOf(rest: string, reach: Reach): string {
  const [body, isFolder] = rest.endsWith('/') ? [rest.slice(0, -1), true] : [rest, false];
  const expression = Array.from(body.matchAll(TOKEN), ([token, names]) => tokenExpression(token, names)).join(
    '',
  );
  const below = isFolder || reach === 'wide' || !/[*?][^/]*$/.test(body);
  return below ? `${expression}(?:/.*)?` : expression;
}

function tokenExpression(token: string, names: string | undefined): string {
  if (names !== undefined) return `(?!(?:${names.split('|').map(escaped).join('|')})(?:/|$))[^/]*`;
  if (token === '/**/') return '/(?:.*/)?';
  if (token === '/**') return '(?:/.*)?';
  if (token.startsWith('*')) return token.length > 1 ? '.*' : '[^/]*';
  return token === '?' ? '[^/]' : escaped(token);
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
