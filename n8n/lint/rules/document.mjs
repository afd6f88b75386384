const KEYS = ['id', 'name', 'active', 'nodes', 'connections', 'settings'];

/** What an export is made of: fixed ids, nothing of the n8n it came from. */
export function document({ workflow }) {
  const faults = [];
  for (const key of KEYS) if (workflow[key] === undefined) faults.push(`"${key}" is missing`);
  for (const key of Object.keys(workflow))
    if (!KEYS.includes(key)) faults.push(`"${key}" does not belong into an export`);
  if (workflow.active === true) faults.push('"active" is to be false: an import is published by hand');
  return faults.concat(repeated('id', workflow.nodes), repeated('name', workflow.nodes));
}

function repeated(key, nodes = []) {
  const values = nodes.map((node) => node[key]);
  return [...new Set(values)]
    .filter((value) => value === undefined || values.indexOf(value) !== values.lastIndexOf(value))
    .map((value) =>
      value === undefined ? `a node has no ${key}` : `the ${key} "${value}" stands at two nodes`,
    );
}
