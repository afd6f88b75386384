export interface Node {
  name: string;
  type: string;
  typeVersion: number;
  parameters: Record<string, unknown>;
  [key: string]: unknown;
}
export interface Workflow {
  nodes: Node[];
  connections: Record<string, { main: { node: string }[][] }>;
  settings: Record<string, unknown>;
  [key: string]: unknown;
}

const text = (name: string) => ({ name, type: 'string' });

/** In the shape of n8n's descriptions, small enough to be read. */
const descriptions: Readonly<Record<string, object>> = {
  'n8n-nodes-base.webhook': {
    version: [1, 2],
    group: ['trigger'],
    outputs: ['main'],
    webhooks: [{}],
    properties: [
      text('path'),
      { name: 'responseMode', type: 'options', options: [{ value: 'onReceived' }, { value: 'lastNode' }] },
      { name: 'authentication', type: 'options', options: [{ value: 'none' }, { value: 'headerAuth' }] },
      { name: 'options', type: 'collection', options: [text('ip')] },
    ],
    credentials: [{ name: 'httpHeaderAuth' }],
  },
  'n8n-nodes-base.errorTrigger': { version: 1, group: ['trigger'], outputs: ['main'], properties: [] },
  'n8n-nodes-base.set': {
    version: [1, 2],
    group: ['input'],
    outputs: ['main'],
    properties: [
      {
        name: 'values',
        type: 'fixedCollection',
        options: [{ name: 'string', values: [text('name'), text('value')] }],
      },
    ],
  },
  'n8n-nodes-base.code': {
    version: 2,
    group: ['transform'],
    outputs: ['main'],
    properties: [text('jsCode'), { ...text('pythonCode'), hidden: true }],
  },
  'n8n-nodes-base.telegram': {
    version: 1,
    group: ['output'],
    outputs: ['main'],
    properties: [
      text('text'),
      {
        name: 'additionalFields',
        type: 'collection',
        options: [text('parse_mode'), { name: 'appendAttribution', type: 'boolean' }],
      },
    ],
  },
};

/** Stands for n8n: it knows these nodes, and shows whatever is not marked. */
export const smallN8n = {
  kinds: (type: string) => (type in descriptions ? [descriptions[type]] : []),
  withDefaults: (_description: object, { parameters }: Node) => parameters,
  shown: (_values: unknown, property: { hidden?: boolean }) => property.hidden !== true,
  issues: (_description: object, { parameters }: Node) =>
    parameters['path'] === '' ? ['"Path" is required'] : [],
  split: (expression: string) => [...expression.matchAll(/\{\{(.*?)\}\}/g)].map(([, code]) => code),
};

const node = (
  name: string,
  type: string,
  parameters: Record<string, unknown> = {},
  more: object = {},
): Node => ({
  id: `id of ${name}`,
  name,
  type: `n8n-nodes-base.${type}`,
  typeVersion: 2,
  parameters,
  ...more,
});
export const to = (name: string) => ({ main: [[{ node: name }]] });

export const alarm: Workflow = {
  id: 'alarm',
  name: 'Alarm',
  active: false,
  nodes: [node('Error', 'errorTrigger', {}, { typeVersion: 1 })],
  connections: {},
  settings: {},
};

/** Nothing is wrong with it. */
export const sound = (): Workflow => ({
  id: 'sound',
  name: 'Sound',
  active: false,
  nodes: [
    node(
      'Hook',
      'webhook',
      { path: 'x', responseMode: 'lastNode', authentication: 'headerAuth', options: { ip: '::1' } },
      { webhookId: 'w', credentials: { httpHeaderAuth: { id: 'a', name: 'b' } } },
    ),
    node('Config', 'set', { values: { string: [{ name: 'url', value: 'http://localhost' }] } }),
    node('Code', 'code', { jsCode: 'return [{ json: await other($("Hook").first()) }];' }),
    node(
      'Say',
      'telegram',
      {
        text: "={{ $('Config').first().json.url.replace(/&/g, '&amp;') }}",
        additionalFields: { parse_mode: 'HTML', appendAttribution: false },
      },
      { typeVersion: 1 },
    ),
  ],
  connections: { Hook: to('Config'), Config: to('Code'), Code: to('Say') },
  settings: { errorWorkflow: 'alarm' },
});
