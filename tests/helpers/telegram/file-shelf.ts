import { badRequest } from './refusal.ts';
import type { StoredFile } from './rooms.ts';

/** Files that were sent by either side, for getFile and download. */
export interface FileShelf {
  readonly put: (name: string, content: Buffer) => StoredFile;
  readonly get: (id: string) => StoredFile | undefined;
}

export function createFileShelf(): FileShelf {
  const files = new Map<string, StoredFile>();
  return {
    put: (name, content) => {
      if (content.length === 0) throw badRequest('file must be non-empty');
      const file = { id: `BQACAgIAAxkBAAM${files.size + 1}`, name, content };
      files.set(file.id, file);
      return file;
    },
    get: (id) => files.get(id),
  };
}

export function documentOf({ id, name, content }: StoredFile): {
  document: { file_id: string; file_unique_id: string; file_name: string; file_size: number };
} {
  return {
    document: {
      file_id: id,
      file_unique_id: `AgAD${id.slice(-4)}`,
      file_name: name,
      file_size: content.length,
    },
  };
}
