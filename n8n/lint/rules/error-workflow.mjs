/** A failure is told by the workflow for errors, which is one of these files and begins with its trigger. */
export function errorWorkflow({ workflow, workflows }) {
  if (workflow.nodes.some(({ type }) => type === 'n8n-nodes-base.errorTrigger')) return [];
  const id = workflow.settings.errorWorkflow;
  if (id === undefined) return ['"settings.errorWorkflow" is missing: nobody would hear of a failure'];
  const named = workflows.find((other) => other.id === id);
  if (!named) return [`"settings.errorWorkflow" is "${id}", which is none of these workflows`];
  return named.nodes.some(({ type }) => type === 'n8n-nodes-base.errorTrigger')
    ? []
    : [`"settings.errorWorkflow" is "${id}", which has no Error Trigger`];
}
