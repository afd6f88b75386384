import { dirname, relative } from 'node:path';
import { checkClaude } from '../adapters/claude/check-claude.ts';
import { checkLockTool } from '../adapters/claude/check-lock-tool.ts';
import { checkFolder } from '../adapters/storage/check-folder.ts';
import { createTaskFiles } from '../adapters/task-files/task-files.ts';
import type { Config } from '../config/config.ts';
import type { Environment } from '../config/fill-variables.ts';
import { isInside } from '../core/permission/index.ts';
import type { CommandContext } from './command-context.ts';
import { bad, care, good, type Finding } from './finding.ts';
import { isThere } from './is-there.ts';
import { permissionFindings } from './permission-findings.ts';
import { projectFindings } from './project-findings.ts';
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
    await listFinding(config.paths),
    ...(await claudeFindings(config, env)),
    ...(await permissionFindings(config, env)),
    ...(await folderFindings(config)),
    await lockFinding(env),
    ...(await telegramFindings(config)),
    ...(await webhookFindings(config)),
    ...(await reachFindings(config)),
  ];
  for (const { mark, text } of findings) print(`${mark} ${text}`);
  return findings.some(({ mark }) => mark === '❌') ? 1 : 0;
}

async function listFinding({ tasksDir }: Config['paths']): Promise<Finding> {
  const { length } = await createTaskFiles({ tasksDir }).list();
  return good(`task files: ${length} in ${tasksDir}`);
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

/** What Claude could change of Greenlight's own; it is in no checkpoint, so no undo brings it back. */
async function reachFindings({ project, paths }: Config): Promise<readonly Finding[]> {
  const settings = await Promise.all(
    paths.settings.map(async (path) => ((await isThere(path)) ? [path] : [])),
  );
  const own = [...settings.flat(), paths.stateFile, paths.logsDir];
  const inside = own.filter((path) => isInside(path, project.directory));
  if (inside.length === 0) return [];
  const names = inside.map((path) => relative(project.directory, path)).join(', ');
  return [
    care(
      `within Claude's reach, in the project directory: ${names}; no undo brings them back: ` +
        'keep them elsewhere (`project.directory`, `paths`) if you do not trust what Claude runs',
    ),
  ];
}
