import type { Call } from './call.ts';
import { judge } from './judge.ts';
import type { PermissionRules, Rule } from './rule.ts';
import type { Surroundings } from './surroundings.ts';
import { HARMLESS } from './tool-names.ts';

/** With any arguments these print, and change nothing. */
const PRINTING: readonly string[] = [
  'basename, cat, cmp, column, cut, df, diff, dirname, du, echo, egrep, fd, fgrep, find, grep, head, id',
  'jq, ls, nl, printf, pwd, readlink, realpath, rev, rg, stat, tac, tail, test, tr, true, type, uname',
  'wc, which, whoami, [, git blame, git cat-file, git describe, git diff, git grep, git log',
  'git ls-files, git ls-tree, git merge-base, git rev-list, git rev-parse, git shortlog, git show',
  'git status',
].flatMap((line) => line.split(', '));

/** With other arguments these change something. */
const PRINTING_SO: readonly string[] = [
  'date, git --version, git branch, git branch --show-current, git branch -a, git branch -v',
  'git branch -vv, git branch -r, git remote, git remote -v, git stash list, git tag, hostname',
  'git worktree list, node --version, node -v, npm --version, npm -v, python --version',
  'python3 --version, sort, sort -n, sort -nr, sort -r, sort -rn, sort -u, tree, uniq, uniq -c, uniq -d',
].flatMap((line) => line.split(', '));

const ruleOf = (tool: string, specifier: string): Rule => ({
  text: `${tool}(${specifier})`,
  tool,
  specifier,
});

const LOOKING: PermissionRules = {
  allow: [
    ...PRINTING.map((command) => ruleOf('Bash', `${command}:*`)),
    ...PRINTING_SO.map((command) => ruleOf('Bash', command)),
    ruleOf('Read', '//**'),
    ...[...HARMLESS, 'WebSearch'].map((tool): Rule => ({ text: tool, tool })),
  ],
  ask: [],
  deny: [],
};

/** Whether a call cannot change anything: what an attempt that only plans may do. Whether it may is for `judge` to say. */
export function isOnlyLooking(call: Call, surroundings: Surroundings): boolean {
  return judge(call, LOOKING, surroundings).ruling === 'allow';
}
