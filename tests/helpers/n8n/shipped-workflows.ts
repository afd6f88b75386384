import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export type WorkflowFile =
  'telegram-to-orchestrator' | 'orchestrator-to-telegram' | 'daily-startup' | 'error-alert';

interface Assignment {
  readonly name: string;
  readonly value: string;
}

interface WorkflowNode {
  readonly name: string;
  readonly type: string;
  readonly parameters: Readonly<Record<string, unknown>> & {
    readonly values?: { readonly string: readonly Assignment[] };
  };
}

export interface Workflow {
  readonly id: string;
  readonly nodes: readonly WorkflowNode[];
}

export interface Setup {
  /** What the node Config of a workflow is to say; what it does not name is left as it is. */
  readonly config: Readonly<Record<string, string>>;
  /** When the daily startup begins. */
  readonly everySeconds?: number;
}

/** A workflow as it is shipped, but for what its user sets, too. */
export function shippedWorkflow(file: WorkflowFile, { config, everySeconds }: Setup): Workflow {
  const path = fileURLToPath(new URL(`../../../n8n-workflows/${file}.json`, import.meta.url));
  const workflow = JSON.parse(readFileSync(path, 'utf8')) as Workflow;
  return { ...workflow, nodes: workflow.nodes.map((node) => setUp(node, config, everySeconds)) };
}

function setUp(node: WorkflowNode, config: Setup['config'], everySeconds: number | undefined): WorkflowNode {
  const { values } = node.parameters;
  if (node.name === 'Config' && values) {
    const string = values.string.map(({ name, value }) => ({ name, value: config[name] ?? value }));
    return { ...node, parameters: { ...node.parameters, values: { string } } };
  }
  if (node.type !== 'n8n-nodes-base.scheduleTrigger' || everySeconds === undefined) return node;
  return {
    ...node,
    parameters: { rule: { interval: [{ field: 'seconds', secondsInterval: everySeconds }] } },
  };
}
