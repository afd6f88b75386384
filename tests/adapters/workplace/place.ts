import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach } from '@jest/globals';
import { createWorkplace, type WorkplaceDeps } from '../../../src/adapters/workplace/workplace.ts';
import { DEFAULT_RULES, readRule, type PermissionRules } from '../../../src/core/permission/index.ts';

export const rulesOf = (
  lists: Partial<Record<keyof PermissionRules, readonly string[]>>,
): PermissionRules => {
  const read = (texts: readonly string[] = []) =>
    texts.flatMap((text) => {
      const reading = readRule(text);
      return reading.ok ? [reading.rule] : [];
    });
  return { allow: read(lists.allow), ask: read(lists.ask), deny: read(lists.deny) };
};

export const DEFAULTS = rulesOf(DEFAULT_RULES);

export interface Place {
  /** The real path of a folder with `project` and `outside` in it. */
  readonly top: string;
  readonly project: string;
  readonly write: (path: string, text: string | Uint8Array) => Promise<string>;
}

/** Makes places that are gone after each test of the file. */
export function usePlaces(): () => Promise<Place> {
  const made: string[] = [];
  afterEach(async () => {
    await Promise.all(made.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
  });
  return async () => {
    const top = await realpath(await mkdtemp(join(tmpdir(), 'greenlight-workplace-')));
    made.push(top);
    const project = join(top, 'project');
    await mkdir(project);
    await mkdir(join(top, 'outside'));
    const write = async (path: string, text: string | Uint8Array): Promise<string> => {
      const file = join(top, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
      return file;
    };
    return { top, project, write };
  };
}

export const workplaceAt = ({ project }: Place, deps: Partial<WorkplaceDeps> = {}) =>
  createWorkplace({
    ...{ projectDirectory: project, ownPaths: [], env: {}, rules: DEFAULTS, tell: () => {} },
    ...deps,
  });
