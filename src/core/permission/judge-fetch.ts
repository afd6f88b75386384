import type { Call } from './call.ts';
import { namesTool, ruledBy } from './judge-tool.ts';
import type { PermissionRules, Rule } from './rule.ts';
import { asked, named, type Ruling } from './ruling.ts';

/** No user, no port but digits, no escapes: anything else might lead elsewhere than it seems. */
const ADDRESS = /^https?:\/\/([a-z0-9-]+(?:\.[a-z0-9-]+)*)\.?(?::\d+)?(?:[/?#][\x21-\x7e]*)?$/i;

/** The host of an address, in lower case; undefined where it is not certain. */
export const hostOf = (url: unknown): string | undefined => writtenHost(url)?.toLowerCase();

const writtenHost = (url: unknown): string | undefined =>
  typeof url === 'string' ? ADDRESS.exec(url)?.[1] : undefined;

/** Fetching a page, judged by its host: a denied domain is denied with all below it, an allowed one is itself alone. */
export function judgeFetch({ tool, input }: Call, rules: PermissionRules): Ruling {
  const url = input['url'];
  const host = hostOf(url);
  const forbids = (rule: Rule): boolean => (host === undefined ? isIn(rule, url) : isBelow(rule, host));
  const find = (list: readonly Rule[], fits: (rule: Rule) => boolean): Rule | undefined =>
    list.find((rule) => namesTool(rule.tool, tool) && (rule.specifier === undefined || fits(rule)));
  const deny = find(rules.deny, forbids);
  const ask = find(rules.ask, forbids);
  const allow = host === undefined ? undefined : find(rules.allow, (rule) => isHost(rule, host));
  return ruledBy(deny, ask, allow) ?? asked(unruled(writtenHost(url)));
}

/** (In lower case a secret would not be found.) */
const unruled = (host: string | undefined): string =>
  host === undefined
    ? 'The address is not a plain http or https one, so its host is not certain.'
    : `No rule names the domain ${named(host)}.`;

const domainOf = ({ specifier = '' }: Rule): string => specifier.slice('domain:'.length).toLowerCase();

function isHost(rule: Rule, host: string): boolean {
  const domain = domainOf(rule);
  return domain.startsWith('*.') ? host.endsWith(domain.slice(1)) : host === domain;
}

function isBelow(rule: Rule, host: string): boolean {
  const domain = domainOf(rule).replace(/^\*\./, '');
  return host === domain || host.endsWith(`.${domain}`);
}

const isIn = (rule: Rule, url: unknown): boolean =>
  typeof url === 'string' && url.toLowerCase().includes(domainOf(rule).replace(/^\*\./, ''));
