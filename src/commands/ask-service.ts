import * as z from 'zod';
import { operatorName } from '../adapters/terminal/operator-name.ts';
import { plainText } from '../core/text/plain-text.ts';
import { callService, failed, type ServiceAnswer } from './call-service.ts';
import { FAULTY, type CommandContext } from './command-context.ts';
import { howToAnswer } from './how-to-answer.ts';
import { readConfig } from './read-config.ts';
import { shellWords } from './shell-words.ts';

export interface AskOptions {
  /** As it is typed in a chat: `approve 3`. */
  readonly words: readonly string[];
  /** Print the answer as JSON, for scripts. */
  readonly json: boolean;
  /** Undefined: whatever waits. */
  readonly gate?: string | undefined;
}

/** What the receiver takes. */
const LONGEST_NAME = 60;

/** Asks a running service over its own HTTP; 0 when it did what was asked. */
export async function askService(
  { words, json, gate }: AskOptions,
  context: CommandContext,
): Promise<number> {
  const { print } = context;
  const faults: string[] = [];
  const loaded = await readConfig({ ...context, print: (line) => faults.push(line) });
  if (!loaded) {
    const told = faults.join('\n');
    print(json ? JSON.stringify(failed('bad_config', told).body) : told);
    return FAULTY;
  }
  const { server, webhooks } = loaded.config;
  const actor = operatorName(loaded.env).slice(0, LONGEST_NAME);
  const answer =
    server && webhooks.secret !== undefined
      ? await callService(server, webhooks.secret, { command: `/${words.join(' ')}`, actor, gate })
      : failed('no_receiver', NO_RECEIVER);
  if (json) print(JSON.stringify(answer.body));
  else [sentenceOf(answer, context), ...(words[0] === 'status' ? howTo(answer, context) : [])].forEach(print);
  return answer.body.status === 'ok' ? 0 : 1;
}

const howTo = ({ body }: ServiceAnswer, { configPath }: CommandContext): readonly string[] =>
  howToAnswer('state' in body ? body['state'] : undefined, configPath);

const NO_RECEIVER =
  'The service cannot be asked: set `webhooks.secret` in config.yaml (config.example.yaml shows how), and restart it.';

function sentenceOf({ answered, body }: ServiceAnswer, { configPath }: CommandContext): string {
  const sentence = [plainText(shellWords(body, configPath)), ...faultsIn(body)].join('\n');
  if (body.status === 'ok') return sentence;
  return `${answered ? '⚠️' : '❌'} ${sentence}`;
}

const faultSchema = z.object({ line: z.int(), column: z.int(), message: z.string() });

/** Those of a task file that was not taken. */
function faultsIn(body: ServiceAnswer['body']): readonly string[] {
  const { data: faults = [] } = z.array(faultSchema).safeParse('faults' in body ? body['faults'] : []);
  return faults.map(({ line, column, message }) => `${line}:${column}: ${plainText(message)}`);
}
