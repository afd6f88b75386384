/** Parameters that are missing, unknown, or not used with the other ones as they are. */
export function parameters({ node, description, n8n }) {
  if (!description) return [];
  const values = n8n.withDefaults(description, node);
  const walk = (properties, given, all, path) =>
    Object.entries(given).flatMap(([name, value]) => {
      const place = [...path, name].join('.');
      const named = properties.filter((property) => property.name === name);
      if (named.length === 0) return [`the parameter "${place}" does not exist`];
      const property = named.find((candidate) => n8n.shown(all, candidate, node, description, values));
      if (!property) return [`the parameter "${place}" is not used with the other parameters as they are`];
      return within(property, value, [...path, name]);
    });
  const within = (property, value, path) => {
    if (isExpression(value)) return [];
    if (property.type === 'options') return oneOf(property, value, path);
    if (property.type === 'collection') return walk(property.options, value, value, path);
    if (property.type === 'fixedCollection') return groups(property, value, path);
    return [];
  };
  const groups = ({ options }, value, path) =>
    Object.entries(value).flatMap(([name, content]) => {
      const group = options.find((option) => option.name === name);
      if (!group) return [`the parameter "${[...path, name].join('.')}" does not exist`];
      return [content].flat().flatMap((entry) => walk(group.values, entry, entry, [...path, name]));
    });
  return walk(description.properties, node.parameters, values, []).concat(n8n.issues(description, node));
}

const isExpression = (value) => typeof value === 'string' && value.startsWith('=');

function oneOf({ options }, value, path) {
  const known = options.map((option) => option.value);
  return known.includes(value)
    ? []
    : [`the parameter "${path.join('.')}" is "${value}"; there are ${known.join(', ')}`];
}
