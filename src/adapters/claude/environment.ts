export type Environment = Readonly<Record<string, string | undefined>>;

/** What an attempt may know of its surroundings: what programs need to run, to reach the network and to log in. */
const ALLOWED = new Set(
  `PATH HOME USER LOGNAME SHELL LANG LANGUAGE TZ TERM TMPDIR
   HTTP_PROXY HTTPS_PROXY ALL_PROXY NO_PROXY http_proxy https_proxy all_proxy no_proxy
   SSL_CERT_FILE SSL_CERT_DIR CURL_CA_BUNDLE REQUESTS_CA_BUNDLE NODE_EXTRA_CA_CERTS
   SSH_AUTH_SOCK GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL GIT_SSH_COMMAND
   API_TIMEOUT_MS BASH_DEFAULT_TIMEOUT_MS BASH_MAX_TIMEOUT_MS BASH_MAX_OUTPUT_LENGTH MAX_THINKING_TOKENS
   MAX_MCP_OUTPUT_TOKENS MCP_TIMEOUT MCP_TOOL_TIMEOUT USE_BUILTIN_RIPGREP IS_SANDBOX
   DISABLE_TELEMETRY DISABLE_ERROR_REPORTING DISABLE_PROMPT_CACHING
   GOOGLE_APPLICATION_CREDENTIALS GOOGLE_CLOUD_PROJECT GCLOUD_PROJECT CLOUD_ML_REGION CLOUDSDK_CONFIG
   NVM_DIR NVM_BIN VOLTA_HOME PNPM_HOME COREPACK_HOME BUN_INSTALL DENO_DIR JAVA_HOME GRADLE_USER_HOME GOPATH GOROOT
   CARGO_HOME RUSTUP_HOME PYENV_ROOT VIRTUAL_ENV RBENV_ROOT GEM_HOME ANDROID_HOME DOCKER_HOST`.split(/\s+/),
);
const ALLOWED_PREFIXES = ['LC_', 'XDG_', 'ANTHROPIC_', 'CLAUDE_', 'AWS_', 'VERTEX_'];

/** Greenlight's own, and what a Claude CLI tells its tools about itself (Greenlight may have been started by one). */
const REFUSED =
  /^(CLAUDE_CLI_PATH|CLAUDE_PID|CLAUDE_EFFORT|CLAUDE_PROJECT_DIR|CLAUDE_ENV_FILE|CLAUDE_CODE_(ENTRYPOINT|EXECPATH|SSE_PORT|SESSION_\w+|CHILD_\w+|MESSAGING_\w+)|\w*(TELEGRAM|WEBHOOK|GREENLIGHT)\w*)$/;

/** With these the CLI believes it is in a sandbox; only the operator may say so. */
const SANDBOX = ['IS_SANDBOX', 'CLAUDE_CODE_BUBBLEWRAP'];

export const MARK_NAME = 'GREENLIGHT_ATTEMPT';

export interface EnvironmentChoices {
  readonly marker: string;
  readonly sandboxed: boolean;
  /** How often the CLI tries a request again. */
  readonly cliRetries?: number | undefined;
  /** Whether each of its calls is judged. */
  readonly asks?: boolean | undefined;
}

/** Files that Claude may write could make any folder look like a repository, whose settings run programs. */
const GIT_DISTRUST = {
  GIT_CONFIG_COUNT: '1',
  GIT_CONFIG_KEY_0: 'safe.bareRepository',
  GIT_CONFIG_VALUE_0: 'explicit',
};

/** The environment of an attempt: an allow-list, because secrets have any name. */
export function attemptEnvironment(
  parent: Environment,
  { marker, sandboxed, cliRetries, asks = false }: EnvironmentChoices,
): Readonly<Record<string, string>> {
  const env = allowedOf(parent, sandboxed);
  env[MARK_NAME] = marker;
  // Work in the background outlives the result or is lost with it, depending on the CLI's version.
  env['CLAUDE_CODE_DISABLE_BACKGROUND_TASKS'] = '1';
  env['DISABLE_AUTOUPDATER'] = '1';
  if (cliRetries !== undefined) env['CLAUDE_CODE_MAX_RETRIES'] = String(cliRetries);
  if (sandboxed) env['IS_SANDBOX'] = '1';
  return asks ? { ...env, ...GIT_DISTRUST } : env;
}

function allowedOf(parent: Environment, sandboxed: boolean): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(parent)) {
    if (value === undefined || !isAllowed(name)) continue;
    if (!sandboxed && SANDBOX.includes(name)) continue;
    env[name] = value;
  }
  return env;
}

function isAllowed(name: string): boolean {
  if (REFUSED.test(name)) return false;
  return ALLOWED.has(name) || ALLOWED_PREFIXES.some((prefix) => name.startsWith(prefix));
}
