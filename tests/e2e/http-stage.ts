import type { ModelScript } from '../../src/demo/model-script.ts';
import { freePort } from '../helpers/n8n/free-port.ts';
import { taskFile } from '../helpers/project.ts';
import { createStages, type Stage } from '../helpers/stage.ts';
import { until } from '../helpers/until.ts';

export const SECRET = '5ecre7-0f-7he-h77p-7e575';
export const createStage = createStages();
export const tasks = taskFile({ title: 'First' }, { title: 'Second' });

export interface State {
  readonly status: string;
  readonly gate: { readonly id: string; readonly task: number } | null;
  readonly tasks: readonly { readonly status: string }[];
}

interface Answer {
  readonly status: string;
  readonly message: string;
  readonly code?: string;
  readonly state: State;
}

export interface HttpStage extends Stage {
  readonly port: number;
  call(path: string, body: object): Promise<{ readonly status: number; readonly body: Answer }>;
  state(): Promise<State>;
}

interface More {
  /** Lines of the `webhooks:` section. */
  readonly webhooks?: string;
  readonly config?: string;
}

export async function httpStage(
  script: ModelScript,
  { webhooks = '', config = '' }: More = {},
): Promise<HttpStage> {
  const port = await freePort();
  const stage = await createStage({
    ...{ script, tasks },
    config: `server: { port: ${port} }\nwebhooks:\n  secret: ${SECRET}\n${webhooks}\n${config}`,
  });
  const http: HttpStage = {
    ...stage,
    port,
    async call(path, body) {
      const response = await fetch(`http://127.0.0.1:${port}/webhook/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-webhook-secret': SECRET },
        body: JSON.stringify(body),
      });
      return { status: response.status, body: (await response.json()) as Answer };
    },
    state: async () => (await http.call('command', { command: '/status' })).body.state,
  };
  return http;
}

/** Exit code and output of a command that ends by itself. */
export async function asked(stage: Stage, ...args: readonly string[]): Promise<readonly [unknown, string]> {
  const program = stage.greenlight(...args);
  return [await program.ended, program.output()];
}

export const gateAt = (stage: HttpStage, task: number): Promise<string> =>
  until(async () => {
    const { gate } = await stage.state();
    return gate?.task === task && gate.id;
  });
