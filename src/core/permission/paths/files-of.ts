import type { Call } from '../call.ts';

const SEARCHING: readonly string[] = ['Grep', 'Glob', 'LS'];

/** Braces that choose between folders: where such a pattern leads is not plain. */
const FOLDERS_IN_BRACES = /\{[^}]*(?:[/~\\]|\.\.)/;

/** The files a call names, as it names them; undefined where it does not name them as its tool does. */
export function filesOf({ tool, input }: Call): readonly string[] | undefined {
  if (SEARCHING.includes(tool)) return searched(tool, input);
  const path = input[tool.startsWith('Notebook') ? 'notebook_path' : 'file_path'];
  return typeof path === 'string' && path.trim() !== '' ? [path] : undefined;
}

/** Without a path a search begins where the call is made; a pattern may lead out of there. */
function searched(tool: string, input: Call['input']): readonly string[] | undefined {
  const { path = '.' } = input;
  const pattern = input[tool === 'Glob' ? 'pattern' : 'glob'] ?? '';
  if (typeof path !== 'string' || typeof pattern !== 'string' || FOLDERS_IN_BRACES.test(pattern))
    return undefined;
  const folder = path.trim() === '' ? '.' : path;
  if (pattern === '') return [folder];
  return [folder, /^[/~]/.test(pattern) ? pattern : `${folder}/${pattern}`];
}
