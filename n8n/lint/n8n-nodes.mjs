import { createRequire } from 'node:module';
import { installed } from './installed.mjs';

/** What the rules need of n8n: its own descriptions of its nodes, and its own reading of them. */
export function loadN8n() {
  const { folder, descriptions } = installed();
  const { NodeHelpers, ExpressionParser } = createRequire(folder)('n8n-workflow');
  const byType = new Map();
  for (const description of descriptions)
    byType.set(typeOf(description), [...(byType.get(typeOf(description)) ?? []), description]);
  const withDefaults = (description, node) =>
    NodeHelpers.getNodeParameters(description.properties, node.parameters, true, false, node, description);
  return {
    /** The descriptions of a type; each has one version or several. */
    kinds: (type) => byType.get(type) ?? [],
    withDefaults,
    shown: (values, property, node, description, root) =>
      NodeHelpers.displayParameter(values, property, node, description, root),
    /** n8n's own sentences about required parameters and wrong values. */
    issues: (description, node) => {
      const filled = { ...node, parameters: withDefaults(description, node) };
      const found = NodeHelpers.getNodeParametersIssues(description.properties, filled, description);
      return Object.values(found?.parameters ?? {}).flat();
    },
    /** The code between the braces of an expression. */
    split: (text) =>
      ExpressionParser.splitExpression(text.slice(1))
        .filter(({ type }) => type === 'code')
        .map(({ text: code }) => code),
  };
}

const typeOf = ({ name }) => `n8n-nodes-base.${name}`;
