/** A Telegram node adds an advertisement unless told, and reads Markdown unless told: then a lone "_" is an error. */
export function telegram({ node }) {
  const {
    resource = 'message',
    operation = 'sendMessage',
    additionalFields = {},
    text = '',
  } = node.parameters;
  if (node.type !== 'n8n-nodes-base.telegram' || resource !== 'message' || operation !== 'sendMessage')
    return [];
  return [
    ...(additionalFields.appendAttribution === false ? [] : ['"appendAttribution" is to be false']),
    ...(additionalFields.parse_mode === 'HTML' ? [] : ['"parse_mode" is to be HTML']),
    ...(text.includes('$json.text') || text.includes("replace(/&/g, '&amp;')")
      ? []
      : ['the text is not escaped for HTML']),
  ];
}
