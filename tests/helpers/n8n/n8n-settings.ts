import { delimiter, dirname, join } from 'node:path';

/** Where `n8n/e2e/run.mjs` has installed n8n, and the Node that it needs. */
export interface N8nInstallation {
  readonly node: string;
  readonly program: string;
}

export function n8nInstallation(): N8nInstallation {
  const { N8N_E2E_NODE: node, N8N_E2E_PROGRAM: program } = process.env;
  if (node === undefined || program === undefined)
    throw new Error('These tests need an installed n8n: start them with npm run n8n:e2e.');
  return { node, program };
}

export interface N8nPlace {
  readonly folder: string;
  readonly port: number;
  readonly brokerPort: number;
  /** The address that n8n gives to Telegram. */
  readonly webhookUrl: string;
}

/** The whole environment of n8n: it calls nobody at home, and keeps everything in its folder. */
export function n8nEnvironment(
  { node }: N8nInstallation,
  { folder, port, brokerPort, webhookUrl }: N8nPlace,
): Readonly<Record<string, string>> {
  return {
    PATH: [dirname(node), process.env['PATH'] ?? '/usr/bin:/bin'].join(delimiter),
    HOME: folder,
    N8N_USER_FOLDER: join(folder, 'n8n'),
    N8N_ENCRYPTION_KEY: 'for-the-tests-alone',
    DB_TYPE: 'sqlite',
    N8N_HOST: '127.0.0.1',
    N8N_LISTEN_ADDRESS: '127.0.0.1',
    N8N_PORT: String(port),
    N8N_RUNNERS_BROKER_PORT: String(brokerPort),
    N8N_WEBHOOK_URL: webhookUrl,
    N8N_DIAGNOSTICS_ENABLED: 'false',
    N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
    N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
    N8N_TEMPLATES_ENABLED: 'false',
    N8N_PERSONALIZATION_ENABLED: 'false',
    N8N_DISABLE_UI: 'true',
    N8N_PUBLIC_API_DISABLED: 'true',
    N8N_DISABLED_MODULES: UNUSED_MODULES.join(','),
    SCARF_ANALYTICS: 'false',
  };
}

/** Some of them call n8n's servers at the start. */
const UNUSED_MODULES = [
  'mcp-registry',
  'mcp',
  'instance-ai',
  'agents',
  'agent-evals',
  'chat-hub',
  'community-packages',
  'workflow-builder',
  'quick-connect',
  'insights',
  'instance-reporting',
  'source-control',
  'promotions',
];
