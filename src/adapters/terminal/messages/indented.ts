export const indented = (lines: readonly string[], by = '   '): readonly string[] =>
  lines.map((line) => `${by}${line}`);
