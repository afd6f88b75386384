import { startBotApi, type BotApi } from '../telegram/bot-api.ts';
import type { Person } from '../telegram/person.ts';
import { until } from '../until.ts';
import { freePort } from './free-port.ts';
import { startFront } from './front.ts';
import { createN8n, type Credential, type N8n } from './n8n.ts';
import { shippedWorkflow, type WorkflowFile } from './shipped-workflows.ts';

export const SECRET = 'a secret of the tests';
const PUBLIC = 'https://n8n.example.test/';
/** The workflows wait a minute for an orchestrator that does not answer. */
const LIMIT_MS = 100_000;
/** So often that no moment of n8n's start goes by without a try. */
const REDELIVER_MS = 5;
const ANN = { id: 4_711, first_name: 'Ann' };

/** n8n with the shipped workflows between a phone and a port on which Greenlight may listen. */
export interface N8nStage {
  readonly n8n: N8n;
  readonly bots: BotApi;
  readonly ann: Person;
  /** Where the workflows look for Greenlight. */
  readonly port: number;
  /** Where n8n waits for notifications. */
  readonly notifyUrl: string;
  readonly close: () => Promise<void>;
}

export interface N8nStageOptions {
  readonly workflows: readonly WorkflowFile[];
  /** The secret in n8n's credential. */
  readonly secret?: string;
  readonly everySeconds?: number;
}

export async function openN8nStage({
  workflows,
  secret = SECRET,
  everySeconds,
}: N8nStageOptions): Promise<N8nStage> {
  const n8n = await createN8n(PUBLIC);
  const front = await startFront(n8n);
  const bots = await startBotApi({
    reach: (url) => url.replace(PUBLIC, `${front.url}/`),
    limitMs: LIMIT_MS,
    redeliverMs: REDELIVER_MS,
  });
  const ann = bots.person(ANN);
  const port = await freePort();
  const config = {
    base_url: `http://127.0.0.1:${port}`,
    chat_id: String(ann.chat),
    allowed_chats: `1, ${ann.chat}`,
  };
  const setup = { config, ...(everySeconds === undefined ? {} : { everySeconds }) };
  await n8n.load(
    credentials(bots, secret),
    workflows.map((file) => shippedWorkflow(file, setup)),
  );
  await n8n.start();
  if (workflows.includes('telegram-to-orchestrator'))
    await until(() => bots.requests.some(({ method }) => method === 'setWebhook'));
  return {
    n8n,
    bots,
    ann,
    port,
    notifyUrl: `${n8n.url}/webhook/greenlight`,
    close: async () => {
      await n8n.remove();
      await bots.close();
      await front.close();
    },
  };
}

const credentials = (bots: BotApi, secret: string): readonly Credential[] => [
  {
    id: 'greenlight-bot',
    name: 'Greenlight bot',
    type: 'telegramApi',
    data: { accessToken: bots.token, baseUrl: bots.url },
  },
  {
    id: 'greenlight-secret',
    name: 'Greenlight secret',
    type: 'httpHeaderAuth',
    data: { name: 'X-Webhook-Secret', value: secret },
  },
];

/** What n8n sends that the Bot API does not know; it cannot be switched off. */
const KNOWN_VIOLATION = 'unknown parameter disable_web_page_preview';

export const violationsOf = ({ violations }: BotApi): readonly unknown[] =>
  violations.filter(({ reason }) => reason !== KNOWN_VIOLATION);
