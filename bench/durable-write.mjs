import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Writes over a file and waits for the disk: the least there is. A crash in between leaves half of it. */
export function overwrite(path, text) {
  const file = openSync(path, 'w');
  writeSync(file, text);
  fsyncSync(file);
  closeSync(file);
}

/** As `overwrite`, but so that a crash at any moment leaves a whole file: a rename, and a folder that knows of it. */
export function replaceDurably(path, text) {
  overwrite(`${path}.tmp`, text);
  renameSync(`${path}.tmp`, path);
  const folder = openSync(dirname(path), 'r');
  fsyncSync(folder);
  closeSync(folder);
}
