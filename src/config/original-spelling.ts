import { isTree, type Tree } from './not-built.ts';

/** Spellings of the program's first plan that still load: `server.debug: true` is the log level debug. */
export function respell(tree: Tree): Tree {
  const { server, logging } = tree;
  if (!isTree(server) || typeof server['debug'] !== 'boolean') return tree;
  const { debug, ...rest } = server;
  const level = debug ? { level: 'debug' } : {};
  const own = isTree(logging) ? logging : {};
  return { ...tree, server: rest, logging: { ...level, ...own } };
}
