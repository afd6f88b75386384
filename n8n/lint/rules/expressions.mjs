import { Script } from 'node:vm';

const REFERENCE = /\$(?:\(|node\[)\s*(['"])(.*?)\1/g;

/** Code and expressions that parse, and speak of nodes that exist. */
export function expressions({ node, workflow, n8n }) {
  const names = new Set(workflow.nodes.map(({ name }) => name));
  return texts(node.parameters).flatMap(({ key, text }) => {
    const code =
      key === 'jsCode' ? [`(async () => {${text}\n})`] : text.startsWith('=') ? n8n.split(text) : [];
    const unknown = code
      .flatMap((part) => [...part.matchAll(REFERENCE)].map(([, , name]) => name))
      .filter((name) => !names.has(name))
      .map((name) => `"${key}" speaks of the node "${name}", which does not exist`);
    return [...unknown, ...code.flatMap((part) => syntaxFault(key, part))];
  });
}

function syntaxFault(key, code) {
  try {
    new Script(`(${code})`);
    return [];
  } catch (error) {
    return [`"${key}" does not parse: ${error.message}`];
  }
}

function texts(value, key = '') {
  if (typeof value === 'string') return [{ key, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => texts(inner, Array.isArray(value) ? key : name));
}
