import { randomUUID } from 'node:crypto';
import { operatorName } from '../adapters/terminal/operator-name.ts';
import type { Config } from '../config/config.ts';
import { FAULTY, type CommandContext } from './command-context.ts';
import { readConfig } from './read-config.ts';

export interface AskOptions {
  /** As it is typed in a chat: `approve 3`. */
  readonly words: readonly string[];
  /** Print the answer as JSON, for scripts. */
  readonly json: boolean;
}

const LONGEST_MS = 30_000;

/** Asks a running service over its own HTTP; 0 when it did what was asked. */
export async function askService({ words, json }: AskOptions, context: CommandContext): Promise<number> {
  const loaded = await readConfig(context);
  if (!loaded) return FAULTY;
  const { config, env } = loaded;
  const { secret } = config.webhooks;
  if (!config.server || secret === undefined) return told(context, NO_RECEIVER);
  try {
    const answer = await call(config, secret, { command: `/${words.join(' ')}`, actor: operatorName(env) });
    context.print(json ? JSON.stringify(answer.body) : linesOf(answer.body));
    return answer.ok ? 0 : 1;
  } catch (error) {
    return told(
      context,
      `❌ No answer from the service at ${addressOf(config)} (${reasonIn(error)}). Is it running? greenlight serve`,
    );
  }
}

const NO_RECEIVER =
  '❌ The service cannot be asked: set `webhooks.secret` in config.yaml (config.example.yaml shows how), and restart it.';

function told({ print }: CommandContext, sentence: string): number {
  print(sentence);
  return 1;
}

interface Answer {
  readonly ok: boolean;
  readonly body: Readonly<Record<string, unknown>>;
}

async function call(config: Config, secret: string, body: object): Promise<Answer> {
  const answer = await fetch(`${addressOf(config)}/webhook/command`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-webhook-secret': secret },
    body: JSON.stringify({ ...body, request_id: randomUUID() }),
    signal: AbortSignal.timeout(LONGEST_MS),
  });
  return { ok: answer.ok, body: (await answer.json()) as Answer['body'] };
}

/** A service that listens everywhere is asked here. */
function addressOf({ server }: Config): string {
  const host = server?.host ?? '';
  const own = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${own.includes(':') ? `[${own}]` : own}:${server?.port ?? 0}`;
}

function linesOf(body: Answer['body']): string {
  const mark = body['status'] === 'error' ? '⚠️ ' : '';
  return `${mark}${typeof body['message'] === 'string' ? body['message'] : ''}`;
}

function reasonIn(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  if (typeof cause === 'object' && cause !== null && 'code' in cause) return String(cause.code);
  return error instanceof Error ? error.message : String(error);
}
