/** Whether `*` of a pattern can stand for something, or nothing, so that it reads as the text; in one pass. */
export function isLike(pattern: string, text: string): boolean {
  const [start = '', ...rest] = pattern.split('*');
  const end = rest.pop();
  if (end === undefined) return pattern === text;
  if (!text.startsWith(start) || text.length < start.length + end.length || !text.endsWith(end)) return false;
  const last = text.length - end.length;
  let position = start.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, position);
    if (found === -1 || found + piece.length > last) return false;
    position = found + piece.length;
  }
  return true;
}
