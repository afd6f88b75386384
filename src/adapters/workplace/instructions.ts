import { projectInstructions } from '../../core/prompt/index.ts';
import { createCollection, type CollectDeps } from './create-collection.ts';
import { agentsOf, instructionsOf } from './instruction-names.ts';

/** What the CLI would give the model as the project's instructions in `folders`, each file once; undefined without. */
export async function readInstructions(
  deps: CollectDeps,
  folders: readonly string[],
): Promise<string | undefined> {
  const { files, leftOut, add } = createCollection(deps);
  await add(folders.flatMap((folder) => instructionsOf(folder, deps)));
  if (files.every(({ kind }) => kind === 'rule')) await add(folders.flatMap(agentsOf));
  for (const sentence of leftOut.values()) deps.tell(sentence);
  return projectInstructions(files);
}
