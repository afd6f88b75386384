import { HARMLESS } from './tool-names.ts';

/** Files that hold secrets, wherever they are. */
const SECRETS: readonly string[] = [
  '//**/.env',
  '//**/.env.!(example|sample|template)',
  '//**/.envrc',
  '//**/*.pem',
  '//**/*.key',
  '//**/*.p12',
  '//**/*.pfx',
  '//**/id_rsa*',
  '//**/id_ecdsa*',
  '//**/id_ed25519*',
  '//**/.npmrc',
  '//**/.netrc',
  '//**/.pypirc',
  '//**/.pgpass',
  '//**/.git-credentials',
  '//**/.htpasswd',
  '//**/*.tfstate*',
  '//proc/**/environ',
  '//**/credentials*.json',
  '//**/.credentials*.json',
  '//**/.aws/**',
  '~/.ssh/**',
  '~/.gnupg/**',
  '~/.kube/**',
  '~/.docker/**',
  '~/.config/gh/**',
  '~/.config/gcloud/**',
];

/** Files of the project from which something runs later, by itself or under a rule that allows it. */
const STARTERS: readonly string[] = [
  '**/.claude/**',
  '**/.mcp.json',
  '**/.husky/**',
  '**/.githooks/**',
  '**/.gitmodules',
  '**/.gitattributes',
  '**/.pre-commit-config.yaml',
  '**/lefthook.yml',
  '**/.vscode/**',
  '**/.idea/**',
  '**/.devcontainer/**',
  '**/.github/workflows/**',
  '**/.gitlab-ci.yml',
];

/** The rules without any in the configuration: read and change the project, but not its secrets; ask about all else. */
export const DEFAULT_RULES: {
  readonly allow: readonly string[];
  readonly ask: readonly string[];
  readonly deny: readonly string[];
} = {
  allow: ['Read(/**)', 'Edit(/**)', ...HARMLESS],
  ask: STARTERS.map((path) => `Edit(${path})`),
  deny: [
    ...SECRETS.flatMap((path) => [`Read(${path})`, `Edit(${path})`]),
    // The CLI puts long outputs into its projects folder and has Claude read them there.
    'Read(~/.claude/!(projects)/**)',
    'Edit(~/.claude/**)',
    'Read(~/.claude.json)',
    'Edit(~/.claude.json)',
  ],
};
