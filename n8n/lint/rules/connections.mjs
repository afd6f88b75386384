/** Every connection leads from an output that exists to a node that exists, and every node is reached. */
export function connections({ workflow, kindOf }) {
  const byName = new Map(workflow.nodes.map((node) => [node.name, node]));
  const links = Object.entries(workflow.connections).flatMap(([from, { main = [] }]) =>
    main.flatMap((targets, output) => targets.map(({ node: to }) => ({ from, output, to }))),
  );
  const faults = links.flatMap(({ from, output, to }) => {
    const source = byName.get(from);
    if (!source) return [`a connection begins at "${from}", which is no node`];
    if (!byName.has(to)) return [`"${from}" leads to "${to}", which is no node`];
    const most = outputsOf(source, kindOf(source));
    return output < most
      ? []
      : [`"${from}" has ${most} outputs; a connection begins at number ${output + 1}`];
  });
  return [...faults, ...unreached(workflow, links, kindOf)];
}

function outputsOf(node, description) {
  const { outputs } = description ?? {};
  const own = Array.isArray(outputs) ? outputs.length : (node.parameters.outputsAmount ?? Infinity);
  return own + (node.onError === 'continueErrorOutput' ? 1 : 0);
}

function unreached({ nodes }, links, kindOf) {
  const begins = nodes.filter((node) => kindOf(node)?.group?.includes('trigger'));
  if (begins.length !== 1) return [`${begins.length} nodes begin the workflow; exactly one was expected`];
  const reached = new Set([begins[0].name]);
  for (const name of reached) for (const { from, to } of links) if (from === name) reached.add(to);
  return nodes.filter(({ name }) => !reached.has(name)).map(({ name }) => `nothing leads to "${name}"`);
}
