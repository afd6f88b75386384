import { dirname, relative, resolve } from 'node:path';
import { checkClaude } from '../adapters/claude/check-claude.ts';
import { checkLockTool } from '../adapters/claude/check-lock-tool.ts';
import { checkRepository } from '../adapters/git/check-repository.ts';
import { checkFolder } from '../adapters/storage/check-folder.ts';
import { createTaskFiles } from '../adapters/task-files/task-files.ts';
import type { Config } from '../config/config.ts';
import type { Environment } from '../config/fill-variables.ts';
import type { CommandContext } from './command-context.ts';
import { bad, care, good, type Finding } from './finding.ts';
import { readConfig } from './read-config.ts';
import { telegramFindings } from './telegram-findings.ts';
import { webhookFindings } from './webhook-findings.ts';

/** Checks what a run needs, one line each; 1 when anything stands in the way of a run. */
export async function doctor(context: CommandContext): Promise<number> {
  const { print } = context;
  const loaded = await readConfig(context);
  if (!loaded) return 1;
  const { config, env, path } = loaded;
  const findings: readonly Finding[] = [
    good(`configuration: ${path ?? 'no config.yaml here, the built-in defaults hold'}`),
    ...(await projectFindings(config, env)),
    ...(await claudeFindings(config, env)),
    ...(await folderFindings(config)),
    await lockFinding(env),
    ...(await telegramFindings(config)),
    ...(await webhookFindings(config)),
    ...reachFindings(config, path),
  ];
  for (const { mark, text } of findings) print(`${mark} ${text}`);
  return findings.some(({ mark }) => mark === '❌') ? 1 : 0;
}

async function projectFindings({ project, paths }: Config, env: Environment): Promise<readonly Finding[]> {
  const { length } = await createTaskFiles({ tasksDir: paths.tasksDir }).list();
  const tasks = good(`task files: ${length} in ${paths.tasksDir}`);
  const repository = await checkRepository(project.directory, env);
  const place = `project: ${project.name} in ${project.directory}`;
  switch (repository.kind) {
    case 'no-directory':
      return [bad(`${place}: that folder is not there: make it, or correct \`project.directory\``), tasks];
    case 'no-git':
      return [care(`${place}; git is not installed: changes are not easy to see or take back`), tasks];
    case 'no-repository':
      return [care(`${place}, not a git repository: changes are not easy to see or take back`), tasks];
    case 'repository': {
      const { branch = 'a detached HEAD', changed } = repository;
      const state = changed === 0 ? 'clean' : `${changed} changed`;
      return [good(`${place}, git repository on ${branch}, ${state}`), tasks];
    }
  }
}

async function claudeFindings(config: Config, env: Environment): Promise<readonly Finding[]> {
  const { found, version, loggedIn, problems } = await checkClaude({
    ...config.claude,
    projectDirectory: config.project.directory,
    env,
  });
  const where = found && version && `claude: ${version}, ${found.program}`;
  const login = loggedIn === 'unknown' ? [care('claude: whether it is logged in cannot be seen here')] : [];
  return [...(where ? [good(where)] : []), ...login, ...problems.map(bad)];
}

const GIB = 1024 ** 3;

async function folderFindings({ paths }: Config): Promise<readonly Finding[]> {
  const folders = [...new Set([dirname(paths.stateFile), paths.logsDir])];
  return Promise.all(
    folders.map(async (folder) => {
      const check = await checkFolder(folder);
      if (!check.ok) {
        return bad(
          `folder ${folder} cannot be written (${check.reason}): give the right to write, or name another`,
        );
      }
      const free = `${(check.freeBytes / GIB).toFixed(1)} GiB free`;
      const text = `folder ${folder}: can be written, ${free}`;
      return check.freeBytes < GIB ? care(`${text}: make room before a long day`) : good(text);
    }),
  );
}

async function lockFinding(env: Environment): Promise<Finding> {
  const tool = await checkLockTool(env);
  return tool === undefined
    ? bad(
        'lock: neither flock (util-linux) nor perl is installed: install one, attempts need it to lock the project',
      )
    : good(`lock: ${tool}`);
}

/** What Claude could change of Greenlight's own. */
function reachFindings({ project, paths }: Config, configPath: string | undefined): readonly Finding[] {
  const own = [configPath, paths.stateFile, paths.logsDir].filter((path) => path !== undefined);
  const inside = own.filter((path) => isInside(project.directory, path));
  if (inside.length === 0) return [];
  const names = inside.map((path) => relative(project.directory, path)).join(', ');
  return [
    care(
      `within Claude's reach, in the project directory: ${names}; ` +
        'keep them elsewhere (`project.directory`, `paths`) if you do not trust what Claude runs',
    ),
  ];
}

const isInside = (folder: string, path: string): boolean => !relative(resolve(folder), path).startsWith('..');
