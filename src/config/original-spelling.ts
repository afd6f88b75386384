import { isTree, type Tree } from './not-built.ts';

/** Spellings of the program's first plan that still load: `server.debug: true` is the log level debug. */
export function respell(tree: Tree): Tree {
  const { server, logging = {} } = tree;
  if (!isTree(server) || typeof server['debug'] !== 'boolean') return tree;
  const { debug, ...rest } = server;
  const wins = debug && isTree(logging) && isLevel(logging['level'] ?? 'info');
  return { ...tree, server: rest, logging: wins ? { ...logging, level: 'debug' } : logging };
}

/** Who asks for debugging gets it, whatever level the file names; what is no level is left to be refused. */
const isLevel = (level: unknown): boolean => typeof level === 'string' && /^(info|warn|error)$/i.test(level);
