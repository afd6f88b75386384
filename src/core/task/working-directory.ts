/** `written` without `.`, `..` and doubled `/`, or what is wrong with it as a folder inside the project. */
export function readWorkingDirectory(written: string): { path: string } | { problem: string } {
  const problem = PROBLEMS.find(([pattern]) => pattern.test(written))?.[1];
  if (problem !== undefined) return { problem };
  const path: string[] = [];
  for (const part of written.split('/').filter((name) => name !== '' && name !== '.')) {
    if (part !== '..') path.push(part);
    else if (path.pop() === undefined) return { problem: 'it leads out of the project' };
  }
  return { path: path.join('/') || '.' };
}

const PROBLEMS: readonly (readonly [RegExp, string])[] = [
  [/^(?:\/|[A-Za-z]:)/, 'it must not begin with `/` or a drive'],
  [/\\/, 'write it with `/`, not with backslashes'],
  [/^~/, "`~` is somebody's home"],
];
