const LONGEST = 60;

/** What was found, as a message shows it: in backticks, on one line, not too long, without terminal codes. */
export function quote(found: string): string {
  const plain = found
    .slice(0, LONGEST * 2)
    .replace(/\s+/g, ' ')
    .replace(/\p{C}/gu, '?')
    .trim();
  return `\`${plain.length > LONGEST ? `${plain.slice(0, LONGEST)}...` : plain}\``;
}
