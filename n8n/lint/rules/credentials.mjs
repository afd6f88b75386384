/** Credentials stand in an export by id and name only, and every one that a node needs is there. */
export function credentials({ node, description, n8n }) {
  if (!description) return [];
  const given = node.credentials ?? {};
  const needed = neededBy({ node, description, n8n });
  return [
    ...needed.filter((type) => !given[type]).map((type) => `the credential "${type}" is missing`),
    ...Object.keys(given)
      .filter((type) => !needed.includes(type))
      .map((type) => `the credential "${type}" is not used`),
    ...Object.entries(given)
      .filter(([, value]) => Object.keys(value).sort().join() !== 'id,name' || !value.id || !value.name)
      .map(([type]) => `the credential "${type}" is to have an id and a name, and nothing else`),
  ];
}

function neededBy({ node, description, n8n }) {
  const values = n8n.withDefaults(description, node);
  const own = (description.credentials ?? [])
    .filter((credential) => n8n.shown(values, credential, node, description, values))
    .map(({ name }) => name);
  const generic = values.authentication === 'genericCredentialType' ? [values.genericAuthType] : [];
  return [...own, ...generic];
}
