/** A type or a version that n8n does not have: import and publishing say success, and the workflow never runs. */
export function nodeKind({ node, kinds, description }) {
  if (kinds.length === 0) return [`the node type "${node.type}" does not exist`];
  if (!description) {
    const known = kinds.flatMap(({ version }) => version).sort((a, b) => a - b);
    return [`version ${node.typeVersion} of ${node.type} does not exist; there are ${known.join(', ')}`];
  }
  // Without one, n8n makes an address out of the node's name.
  const listens = description.group.includes('trigger') && (description.webhooks ?? []).length > 0;
  return listens && !node.webhookId ? ['"webhookId" is missing: the address would change with the name'] : [];
}
