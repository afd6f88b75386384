import { ALWAYS_HIDING } from './always-hiding.ts';

/** How a program can be made to run another one, or code that no rule names. */
export interface Hiding {
  /** Whatever it is given. */
  readonly always?: true;
  /** By its first operand, which is a program: a rule that names that one is enough. */
  readonly first?: true;
  /** By code, unless a file stands where its code might; options that do no harm. */
  readonly harmless?: RegExp;
  /** By long options, without their dashes; they may be cut short. */
  readonly long?: readonly string[];
  /** By short options, which may be run together. */
  readonly letters?: string;
  /** By any word like this. */
  readonly like?: RegExp;
}

const always: Hiding = { always: true };
const first: Hiding = { first: true };

const shell: Hiding = { harmless: /^-[enuvx]+$|^--version$/ };
const javascript: Hiding = {
  harmless:
    /^--(?:test|check|version|no-warnings|enable-source-maps|experimental-(?:vm-modules|strip-types))$|^-[cv]$/,
};
const awk: Hiding = {
  letters: 'feilE',
  long: ['file', 'source', 'include', 'load', 'exec'],
  like: /[|>@]|system|getline/,
};
const container: Hiding = { like: /^(?:exec|run|build|compose|start|create|debug|attach)$/ };
const packages: Hiding = {
  like: /^(?:exec|x|dlx|create|init|config|set)$/,
  letters: 'C',
  long: [
    'script-shell',
    'shell',
    'node-options',
    'prefix',
    'cwd',
    'dir',
    'userconfig',
    'globalconfig',
    'call',
  ],
};
const copying: Hiding = { letters: 'oSFe', long: ['rsh', 'rsync-path'] };

const NAMED: Readonly<Record<string, Hiding>> = {
  ash: shell,
  bash: shell,
  dash: shell,
  ksh: shell,
  sh: shell,
  zsh: shell,
  python: { harmless: /^-[uBEIsSOv]+$|^-[mV]$|^--version$/ },
  pypy: { harmless: /^-m$|^--version$/ },
  node: javascript,
  nodejs: javascript,
  bun: {
    ...packages,
    letters: 'eprC',
    like: /^(?:x|exec|create|repl)$/,
    long: ['eval', 'print', 'preload', 'cwd'],
  },
  deno: { like: /^(?:eval|repl|task)$/ },
  tsx: javascript,
  perl: { harmless: /^-[wv]$|^--version$/ },
  ruby: { harmless: /^-[cwv]$|^--version$/ },
  php: { harmless: /^-[lv]$|^--version$/ },
  lua: { harmless: /^-v$/ },
  rscript: { harmless: /^--version$/ },
  awk,
  gawk: awk,
  mawk: awk,
  nawk: awk,
  find: { like: /^-(?:exec|execdir|ok|okdir|delete|fprint|fprint0|fprintf|fls|files0-from)$/ },
  fd: { letters: 'xX', long: ['exec', 'exec-batch'] },
  tar: {
    letters: 'IF',
    like: /^[A-Za-z]*[IF][A-Za-z]*$/,
    long: [
      'to-command',
      'checkpoint-action',
      'use-compress-program',
      'rsh-command',
      'rmt-command',
      'info-script',
      'new-volume-script',
    ],
  },
  rsync: copying,
  scp: copying,
  sftp: always,
  make: {
    letters: 'fCI',
    long: ['eval', 'file', 'makefile', 'directory', 'include-dir'],
    like: /^[A-Za-z_.]+[:+?!]*=/,
  },
  docker: container,
  podman: container,
  nerdctl: container,
  kubectl: container,
  npm: packages,
  pnpm: packages,
  yarn: packages,
  npx: first,
  pnpx: first,
  bunx: first,
  uvx: first,
  pipx: { like: /^run$/ },
  uv: { like: /^(?:run|tool)$/ },
  poetry: { like: /^run$/ },
  pipenv: { like: /^(?:run|shell)$/ },
  bundle: { like: /^exec$/ },
  mise: { like: /^(?:exec|x|run)$/ },
  direnv: { like: /^exec$/ },
  go: { like: /^(?:run|generate|tool)$|^--?(?:exec|toolexec|overlay|modfile)(?:=|$)/ },
  cargo: { long: ['config'], like: /^(?:run|install)$/ },
  cmake: { letters: 'EP', like: /^--build$/ },
  gh: { like: /^(?:alias|extension|codespace|api)$/ },
  sort: { long: ['compress-program', 'files0-from'] },
  split: { long: ['filter'] },
  install: { long: ['strip-program'] },
  rg: { letters: 'z', long: ['pre', 'hostname-bin', 'search-zip'] },
  // (What it may print of the environment holds keys.)
  jq: { letters: 'fL', long: ['from-file', 'library-path'], like: /\$ENV|(?<![.\w"])env\b/ },
  zip: { letters: 'T', long: ['unzip-command', 'test'] },
  curl: { letters: 'K', long: ['config'] },
  wget: { letters: 'e', long: ['execute', 'use-askpass', 'config'] },
  psql: { letters: 'cf', long: ['command', 'file'] },
  mysql: { letters: 'e', long: ['execute', 'pager'] },
  sqlite: { like: /\.(?:shell|system|load|output|once|import|open|read)/, long: ['cmd', 'init'] },
  date: { letters: 's', long: ['set'] },
  test: { like: /[$`]/ },
  '[': { like: /[$`]/ },
  printf: { like: /[$`]|^-v/ },
  read: { always: true },
  wait: { always: true },
  getopts: { always: true },
};

/** How the program of this name hides others, if it is known to. */
export function hidingOf(program: string): Hiding | undefined {
  if (ALWAYS_HIDING.includes(program)) return always;
  return Object.hasOwn(NAMED, program) ? NAMED[program] : undefined;
}
