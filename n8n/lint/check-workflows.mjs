import { connections } from './rules/connections.mjs';
import { credentials } from './rules/credentials.mjs';
import { document } from './rules/document.mjs';
import { errorWorkflow } from './rules/error-workflow.mjs';
import { expressions } from './rules/expressions.mjs';
import { nodeKind } from './rules/node-kind.mjs';
import { parameters } from './rules/parameters.mjs';
import { secrets } from './rules/secrets.mjs';
import { telegram } from './rules/telegram.mjs';

const OF_A_NODE = [nodeKind, parameters, credentials, expressions, telegram];
const OF_A_WORKFLOW = [connections, secrets, errorWorkflow];

/** Every fault of the workflows, `file: sentence`; `files` are { file, workflow }, `n8n` knows n8n's own nodes. */
export function checkWorkflows(files, n8n) {
  const workflows = files.map(({ workflow }) => workflow);
  return files.flatMap(({ file, workflow }) =>
    checkWorkflow({ workflow, workflows, n8n }).map((fault) => `${file}: ${fault}`),
  );
}

function checkWorkflow({ workflow, workflows, n8n }) {
  const inDocument = document({ workflow });
  // The other rules need the parts that this one looks for.
  if (inDocument.length > 0) return inDocument;
  const kindOf = (node) =>
    n8n.kinds(node.type).find(({ version }) => [version].flat().includes(node.typeVersion));
  const inNodes = workflow.nodes.flatMap((node) => {
    const context = { node, workflow, n8n, kinds: n8n.kinds(node.type), description: kindOf(node) };
    return OF_A_NODE.flatMap((rule) => rule(context)).map((fault) => `node "${node.name}": ${fault}`);
  });
  return inNodes.concat(OF_A_WORKFLOW.flatMap((rule) => rule({ workflow, workflows, kindOf })));
}
