import { isTree, type Tree } from './not-built.ts';

/**
 * Spellings of the program's first plan that still load: `server.debug: true` is the log level debug, and
 * `webhooks.enabled` is `server.enabled`.
 */
export const respell = (tree: Tree): Tree => respellDebug(respellEnabled(tree));

/** Where both are given, `server.enabled` holds. */
function respellEnabled(tree: Tree): Tree {
  const { server = {}, webhooks } = tree;
  if (!isTree(webhooks) || !('enabled' in webhooks) || !isTree(server)) return tree;
  const { enabled, ...rest } = webhooks;
  return { ...tree, webhooks: rest, server: { enabled, ...server } };
}

function respellDebug(tree: Tree): Tree {
  const { server, logging = {} } = tree;
  if (!isTree(server) || typeof server['debug'] !== 'boolean') return tree;
  const { debug, ...rest } = server;
  const wins = debug && isTree(logging) && isLevel(logging['level'] ?? 'info');
  return { ...tree, server: rest, logging: wins ? { ...logging, level: 'debug' } : logging };
}

/** Who asks for debugging gets it, whatever level the file names; what is no level is left to be refused. */
const isLevel = (level: unknown): boolean => typeof level === 'string' && /^(info|warn|error)$/i.test(level);
