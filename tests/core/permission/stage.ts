import type { Call } from '../../../src/core/permission/call.ts';
import {
  judge,
  readRule,
  type PermissionRules,
  type Rule,
  type Ruling,
  type Surroundings,
} from '../../../src/core/permission/index.ts';

export interface Written {
  readonly allow?: readonly string[];
  readonly ask?: readonly string[];
  readonly deny?: readonly string[];
}

const read = (texts: readonly string[] = []): readonly Rule[] =>
  texts.map((text) => {
    const reading = readRule(text);
    if (!reading.ok) throw new Error(reading.sentence);
    return reading.rule;
  });

export const rulesOf = ({ allow, ask, deny }: Written): PermissionRules => ({
  allow: read(allow),
  ask: read(ask),
  deny: read(deny),
});

export const HERE: Surroundings = {
  project: '/work/shop',
  cwd: '/work/shop',
  home: '/home/ann',
  own: ['/work/shop/.greenlight', '/home/ann/.config/greenlight'],
  real: (path) => path,
};

/** Surroundings in which these absolute paths are links. */
export const linked = (
  links: Readonly<Record<string, string>>,
  given: Surroundings = HERE,
): Surroundings => ({
  ...given,
  real: (path) => {
    const link = Object.keys(links).find((name) => path === name || path.startsWith(`${name}/`));
    return link === undefined ? path : `${links[link] ?? ''}${path.slice(link.length)}`;
  },
});

export const bash = (command: unknown): Call => ({ tool: 'Bash', input: { command } });

export const ruleOn = (call: Call, written: Written, surroundings: Surroundings = HERE): Ruling =>
  judge(call, rulesOf(written), surroundings);

export const rulingOn = (command: unknown, written: Written, surroundings?: Surroundings): string =>
  ruleOn(bash(command), written, surroundings).ruling;
