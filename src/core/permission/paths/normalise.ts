/** An absolute path without `.`, `..`, doubled or trailing slashes, read from `base` where it is relative. */
export function normalise(base: string, path: string): string {
  const kept: string[] = [];
  for (const name of (path.startsWith('/') ? path : `${base}/${path}`).split('/')) {
    if (name === '..') kept.pop();
    else if (name !== '' && name !== '.') kept.push(name);
  }
  return `/${kept.join('/')}`;
}

/** How names are compared where nothing may slip through: file systems that ignore case or composition exist. */
export const folded = (path: string): string => path.normalize('NFC').toUpperCase().toLowerCase();

/** Whether an absolute path, without `..` in it, is a folder or in it. */
export const isInside = (path: string, folder: string): boolean =>
  `${path}/`.startsWith(`${folder}/`.replace(/\/+$/, '/'));
