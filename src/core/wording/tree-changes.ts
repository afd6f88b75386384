import type { ChangedFile, TreeChanges } from '../attempt/index.ts';
import { shortPath } from '../text/short-path.ts';
import { counted } from './numbers.ts';

const LONGEST_PATH = 80;

/** `3 files, +40 −12`. */
export const diffstat = ({ total, added, removed }: TreeChanges): string =>
  total === 0 ? 'changed nothing' : `${counted(total, 'file')}, +${added} −${removed}`;

/** `~ src/list.ts (+3 −1)`: at most `most` files, then `and 7 more`. */
export function changedFiles({ files, total }: TreeChanges, most: number): readonly string[] {
  const shown = files.slice(0, most).map(changedFile);
  const more = total - shown.length;
  if (more <= 0) return shown;
  return [...shown, shown.length === 0 ? counted(more, 'file') : `and ${more} more`];
}

function changedFile(file: ChangedFile): string {
  const was = file.from === undefined ? [] : [`was ${pathOf(file.from)}`];
  const notes = [...was, ...noteOf(file)];
  return `${MARK[file.change]} ${pathOf(file.path)}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`;
}

function noteOf({ change, added, removed }: ChangedFile): readonly string[] {
  const note = NOTE[change];
  if (added === undefined || removed === undefined) return note === undefined ? ['binary'] : [note];
  const lines = [...(added > 0 ? [`+${added}`] : []), ...(removed > 0 ? [`−${removed}`] : [])].join(' ');
  return [...(note === undefined ? [] : [note]), ...(lines === '' ? [] : [lines])];
}

const MARK: Readonly<Record<ChangedFile['change'], string>> = {
  added: '+',
  modified: '~',
  deleted: '−',
  renamed: '→',
  mode: '~',
  type: '~',
};

const NOTE: Readonly<Partial<Record<ChangedFile['change'], string>>> = {
  mode: 'file mode',
  type: 'another type of file',
};

const pathOf = (path: string): string => shortPath(path, LONGEST_PATH);
