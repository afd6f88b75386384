const FORBIDDEN = [
  [
    /\$env\b|\bprocess\.env\b/,
    'reads the environment, which n8n blocks: use a credential or the node Config',
  ],
  [/\b\d{6,12}:[\w-]{30,}/, 'holds what looks like a bot token'],
  [/\b(?:sk|ghp|xox[abp]|eyJ)[-_][\w-]{16,}/, 'holds what looks like a key'],
  [/\b[0-9a-f]{40,}\b/i, 'holds what looks like a secret'],
];

/** An export is read by strangers. */
export function secrets({ workflow }) {
  return workflow.nodes.flatMap((node) =>
    FORBIDDEN.filter(([pattern]) => pattern.test(JSON.stringify(node))).map(
      ([, sentence]) => `"${node.name}" ${sentence}`,
    ),
  );
}
