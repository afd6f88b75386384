import { judge, type PermissionRules, type Rule, type Surroundings } from '../core/permission/index.ts';

/** Some of what the default rules deny, each of another kind; relative to the project. */
const SECRETS = ['.env', '.npmrc', 'server.key', 'id_rsa', 'credentials.json', '.aws/credentials'];

/** No rule is about it by name. */
const ANY_COMMAND = 'some-program --that nobody-named';

/** Rules that let anything run without asking, and files that look like secrets and are read without asking. */
export function looseRules(
  rules: PermissionRules,
  place: Surroundings,
): { readonly running: readonly Rule[]; readonly secrets: readonly string[] } {
  return {
    running: rules.allow.filter((rule) => letsRun(ANY_COMMAND, { allow: [rule], ask: [], deny: [] }, place)),
    secrets: SECRETS.filter((path) => letsRead(path, rules, place) || letsRun(`cat ${path}`, rules, place)),
  };
}

const letsRun = (command: string, rules: PermissionRules, place: Surroundings): boolean =>
  judge({ tool: 'Bash', input: { command } }, rules, place).ruling === 'allow';

const letsRead = (path: string, rules: PermissionRules, place: Surroundings): boolean =>
  judge({ tool: 'Read', input: { file_path: `${place.project}/${path}` } }, rules, place).ruling === 'allow';
