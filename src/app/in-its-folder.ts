import type { Surroundings } from '../core/permission/index.ts';
import type { WantedCall } from './ports/asking.ts';
import { coverDigest, type RuleOnDeps } from './rule-on-call.ts';

type Wanted = Omit<WantedCall, 'id'>;

export interface Placed {
  /** The call as it was allowed, in the folder it was asked in. */
  readonly there: Wanted;
  /** What the CLI has to be given, where it is now, so that it does just that. */
  readonly input: WantedCall['input'];
}

/** Where a call is made; undefined: in the project's own folder. */
export function folderOf({ project, cwd, real }: Surroundings): string | undefined {
  const folder = real(cwd);
  return folder === project ? undefined : folder;
}

/**
 * What was allowed, for the folder it was asked in: a CLI that was gone meanwhile begins in its task's folder again,
 * wherever Claude had gone. Undefined where the call would be another one there.
 */
export function inItsFolder(
  deps: Pick<RuleOnDeps, 'ids' | 'workplace'>,
  { tool, input, cwd }: Wanted,
  folder: string | undefined,
): Placed | undefined {
  const surroundings = deps.workplace.surroundings(cwd);
  if (folderOf(surroundings) === folder) return { there: { tool, input, cwd }, input };
  const there = { tool, input, cwd: folder ?? surroundings.project };
  const { command } = input;
  if (tool === 'Bash' && typeof command === 'string') {
    return { there, input: { ...input, command: `cd ${quoted(there.cwd)} || exit\n${command}` } };
  }
  return coverDigest(deps, there) === coverDigest(deps, { tool, input, cwd }) ? { there, input } : undefined;
}

const quoted = (path: string): string => `'${path.replaceAll("'", String.raw`'\''`)}'`;
