const IN = 'telegram-to-orchestrator.json';
const OUT = 'orchestrator-to-telegram.json';
const DAILY = 'daily-startup.json';

const nodeOf = (workflow, name) => workflow.nodes.find((node) => node.name === name);
const inNode = (file, name, change) => ({ file, breakIt: (workflow) => change(nodeOf(workflow, name)) });
const inWorkflow = (file, change) => ({ file, breakIt: change });

/** What would go wrong unseen: each is done to a copy of the workflows, and is to be found. */
export const probes = [
  {
    what: 'a node type that does not exist',
    ...inNode(IN, 'Ask Greenlight', (node) => (node.type = 'n8n-nodes-base.httpRequests')),
    says: /node type "n8n-nodes-base\.httpRequests" does not exist/,
  },
  {
    what: 'a version that does not exist',
    ...inNode(IN, 'Telegram Trigger', (node) => (node.typeVersion = 99)),
    says: /version 99 of n8n-nodes-base\.telegramTrigger does not exist; there are 1, 1\.1/,
  },
  {
    what: 'a trigger without webhookId',
    ...inNode(IN, 'Telegram Trigger', (node) => delete node.webhookId),
    says: /"webhookId" is missing/,
  },
  {
    what: 'a misspelt parameter',
    ...inNode(IN, 'Ask Greenlight', (node) => (node.parameters.sendBodies = true)),
    says: /parameter "sendBodies" does not exist/,
  },
  {
    what: 'a misspelt parameter inside another one',
    ...inNode(IN, 'Ask Greenlight', (node) => (node.parameters.options.response.response.neverErr = true)),
    says: /parameter "options\.response\.response\.neverErr" does not exist/,
  },
  {
    what: 'a parameter of another version',
    ...inNode(DAILY, 'Config', (node) => (node.typeVersion = 3.3)),
    says: /parameter "(keepOnlySet|values)" does not exist/,
  },
  {
    what: 'a parameter that other ones switch off',
    ...inNode(IN, 'Ask Greenlight', (node) => (node.parameters.sendBody = false)),
    says: /parameter "jsonBody" is not used/,
  },
  {
    what: 'a required parameter that is empty',
    ...inNode(IN, 'Ask Greenlight', (node) => (node.parameters.url = '')),
    says: /"URL" is required/,
  },
  {
    what: 'a value that is not offered',
    ...inNode(OUT, 'Webhook', (node) => (node.parameters.responseMode = 'atOnce')),
    says: /"responseMode" is "atOnce"; there are/,
  },
  {
    what: 'a missing credential',
    ...inNode(IN, 'Ask Greenlight', (node) => delete node.credentials),
    says: /credential "httpHeaderAuth" is missing/,
  },
  {
    what: 'a webhook open to everybody that still names a credential',
    ...inNode(OUT, 'Webhook', (node) => (node.parameters.authentication = 'none')),
    says: /credential "httpHeaderAuth" is not used/,
  },
  {
    what: 'a secret beside the name of a credential',
    ...inNode(OUT, 'Webhook', (node) => (node.credentials.httpHeaderAuth.value = 'x')),
    says: /an id and a name, and nothing else/,
  },
  {
    what: 'a connection to no node',
    ...inWorkflow(IN, ({ connections }) => (connections.Wait.main[0][0].node = 'Ask')),
    says: /"Wait" leads to "Ask", which is no node/,
  },
  {
    what: 'a connection from an output that does not exist',
    ...inNode(OUT, 'Send it', (node) => delete node.onError),
    says: /"Send it" has 1 outputs; a connection begins at number 2/,
  },
  {
    what: 'a node that nothing leads to',
    ...inWorkflow(IN, ({ connections }) => delete connections['Try again?']),
    says: /nothing leads to "Wait"/,
  },
  {
    what: 'two nodes with one id',
    ...inWorkflow(IN, ({ nodes }) => (nodes[1].id = nodes[0].id)),
    says: /the id "telegram-trigger" stands at two nodes/,
  },
  {
    what: 'an expression that does not parse',
    ...inNode(IN, 'Wait', (node) => (node.parameters.amount = '={{ Math.pow(2, }}')),
    says: /"amount" does not parse/,
  },
  {
    what: 'an expression about a node that was renamed',
    ...inNode(IN, 'Message', (node) => (node.name = 'The message')),
    says: /speaks of the node "Message", which does not exist/,
  },
  {
    what: 'code that does not parse',
    ...inNode(OUT, 'Read it', (node) => (node.parameters.jsCode += '}')),
    says: /"jsCode" does not parse/,
  },
  {
    what: 'the environment in an expression',
    ...inNode(IN, 'Ask Greenlight', (node) => (node.parameters.url = '={{ $env.URL }}')),
    says: /reads the environment/,
  },
  {
    what: 'a bot token',
    ...inNode(IN, 'Config', (node) =>
      node.parameters.values.string.push({ name: 'x', value: `123456789:${'AbC-'.repeat(9)}` }),
    ),
    says: /looks like a bot token/,
  },
  {
    what: 'pinned data',
    ...inWorkflow(IN, (workflow) => (workflow.pinData = {})),
    says: /"pinData" does not belong into an export/,
  },
  {
    what: 'no workflow for errors',
    ...inWorkflow(DAILY, ({ settings }) => delete settings.errorWorkflow),
    says: /"settings\.errorWorkflow" is missing/,
  },
  {
    what: 'a workflow for errors that is not there',
    ...inWorkflow(DAILY, ({ settings }) => (settings.errorWorkflow = 'other')),
    says: /"other", which is none of these/,
  },
  {
    what: "n8n's advertisement in a message",
    ...inNode(DAILY, 'Say the answer', (node) => delete node.parameters.additionalFields.appendAttribution),
    says: /"appendAttribution" is to be false/,
  },
  {
    what: 'a message read as Markdown',
    ...inNode(DAILY, 'Say the answer', (node) => delete node.parameters.additionalFields.parse_mode),
    says: /"parse_mode" is to be HTML/,
  },
  {
    what: 'a text that is not escaped',
    ...inNode(DAILY, 'Say the answer', (node) => (node.parameters.text = '={{ $json.body.message }}')),
    says: /not escaped for HTML/,
  },
];
