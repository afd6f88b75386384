import { describe, expect, it } from '@jest/globals';
import { alarm, smallN8n, sound, to, type Node, type Workflow } from '../helpers/n8n/small-n8n.ts';

type Check = (files: readonly { file: string; workflow: Workflow }[], n8n: unknown) => readonly string[];

const module = new URL('../../n8n/lint/check-workflows.mjs', import.meta.url).href;
const { checkWorkflows } = (await import(module)) as { checkWorkflows: Check };

function faultsAfter(change: (workflow: Workflow, at: (name: string) => Node) => unknown): readonly string[] {
  const workflow = sound();
  change(workflow, (name) => {
    const found = workflow.nodes.find((one) => one.name === name);
    if (!found) throw new Error(`There is no node ${name}.`);
    return found;
  });
  const files = [
    { file: 'a.json', workflow },
    { file: 'b.json', workflow: alarm },
  ];
  return checkWorkflows(files, smallN8n);
}

describe('the check of the workflows', () => {
  it('finds nothing in sound ones', () => {
    expect(faultsAfter(() => undefined)).toEqual([]);
  });

  it.each<[string, (workflow: Workflow, at: (name: string) => Node) => unknown, string]>([
    ['a missing id', (all) => delete all['id'], '"id" is missing'],
    ['a published one', (all) => (all['active'] = true), '"active" is to be false'],
    ['pinned data', (all) => (all['pinData'] = {}), '"pinData" does not belong into an export'],
    ['a repeated id', (_, at) => (at('Code')['id'] = 'id of Say'), 'the id "id of Say" stands at two nodes'],
    ['no id', (_, at) => delete at('Code')['id'], 'a node has no id'],
    [
      'an unknown type',
      (_, at) => (at('Code').type = 'n8n-nodes-base.cod'),
      '"n8n-nodes-base.cod" does not exist',
    ],
    [
      'an unknown version',
      (_, at) => (at('Hook').typeVersion = 3),
      'version 3 of n8n-nodes-base.webhook does not',
    ],
    ['no webhookId', (_, at) => delete at('Hook')['webhookId'], 'node "Hook": "webhookId" is missing'],
    [
      'an unknown parameter',
      (_, at) => (at('Hook').parameters['pth'] = 1),
      'the parameter "pth" does not exist',
    ],
    [
      'an unknown option',
      (_, at) => (at('Hook').parameters['options'] = { a: 1 }),
      'parameter "options.a" does not',
    ],
    [
      'an unknown group',
      (_, at) => (at('Config').parameters['values'] = { text: [] }),
      '"values.text" does not exist',
    ],
    [
      'an unknown entry',
      (_, at) => (at('Config').parameters['values'] = { string: [{ nam: 'x' }] }),
      'the parameter "values.string.nam" does not exist',
    ],
    [
      'an unused parameter',
      (_, at) => (at('Code').parameters['pythonCode'] = ''),
      '"pythonCode" is not used',
    ],
    [
      'an unknown value',
      (_, at) => (at('Hook').parameters['responseMode'] = 'now'),
      '"now"; there are onReceived',
    ],
    ['what n8n itself finds', (_, at) => (at('Hook').parameters['path'] = ''), '"Path" is required'],
    ['no credential', (_, at) => delete at('Hook')['credentials'], 'credential "httpHeaderAuth" is missing'],
    [
      'a credential too many',
      (_, at) => (at('Code')['credentials'] = { other: { id: 'a', name: 'b' } }),
      'credential "other" is not used',
    ],
    [
      'a credential with its secret',
      (_, at) => (at('Hook')['credentials'] = { httpHeaderAuth: { id: 'a', name: 'b', value: 'c' } }),
      'an id and a name, and nothing else',
    ],
    [
      'a wrong target',
      (all) => (all.connections['Code'] = to('Sai')),
      '"Code" leads to "Sai", which is no node',
    ],
    ['a wrong source', (all) => (all.connections['Cod'] = to('Say')), 'a connection begins at "Cod"'],
    [
      'an output too many',
      (all) => all.connections['Code']?.main.push([{ node: 'Say' }]),
      '"Code" has 1 outputs; a connection begins at number 2',
    ],
    ['a lost node', (all) => delete all.connections['Code'], 'nothing leads to "Say"'],
    ['two beginnings', (all) => all.nodes.push(...alarm.nodes), '2 nodes begin the workflow'],
    [
      'code that does not parse',
      (_, at) => (at('Code').parameters['jsCode'] = 'return ['),
      '"jsCode" does not parse',
    ],
    [
      'an expression that does not parse',
      (_, at) => (at('Config').parameters['values'] = '={{ 1 + }}'),
      'not parse',
    ],
    [
      'an expression about no node',
      (_, at) => (at('Hook').parameters['path'] = '={{ $node["Conf"].json }}'),
      '"path" speaks of the node "Conf", which does not exist',
    ],
    [
      'the environment',
      (_, at) => (at('Hook').parameters['path'] = '={{ $env.A }}'),
      'reads the environment',
    ],
    [
      'a token',
      (_, at) => (at('Hook').parameters['path'] = `1234567890:${'abcDEF'.repeat(6)}`),
      'looks like a bot token',
    ],
    ['no alarm', (all) => (all.settings = {}), '"settings.errorWorkflow" is missing'],
    [
      'an alarm that is not there',
      (all) => (all.settings = { errorWorkflow: 'x' }),
      '"x", which is none of these',
    ],
    ['an alarm that is none', (all) => (all.settings = { errorWorkflow: 'sound' }), 'has no Error Trigger'],
    [
      'an advertisement',
      (_, at) => (at('Say').parameters['additionalFields'] = { parse_mode: 'HTML' }),
      '"appendAttribution" is to be false',
    ],
    [
      'Markdown',
      (_, at) => (at('Say').parameters['additionalFields'] = { appendAttribution: false }),
      '"parse_mode" is to be HTML',
    ],
    [
      'raw text',
      (_, at) => (at('Say').parameters['text'] = '={{ $json.a }}'),
      'the text is not escaped for HTML',
    ],
  ])('finds %s', (_what, change, sentence) => {
    expect(faultsAfter(change).join('\n')).toContain(sentence);
  });

  it('says in which file and at which node', () => {
    expect(faultsAfter((_, at) => (at('Hook').parameters['pth'] = 1))).toEqual([
      'a.json: node "Hook": the parameter "pth" does not exist',
    ]);
  });
});
