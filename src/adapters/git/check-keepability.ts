import type { Keepability } from '../../app/ports/checkpoints.ts';
import { named, readablePath, recordsOf } from './raw-path.ts';
import { whatRepositoriesForbid } from './repositories-inside.ts';
import { see } from './scratch-index.ts';
import type { Workshop } from './workshop.ts';

/** Looks as `keep` would: what fails there fails here, before an attempt starts. */
export async function checkKeepability(shop: Workshop): Promise<Keepability> {
  const { git, top, below } = shop.repository;
  const [unmerged, ignored] = await Promise.all([
    git(['ls-files', '-u', '-z']),
    below === '' ? undefined : git(['check-ignore', '-q', '--', `./${below}`], { allow: [1] }),
  ]);
  if (ignored?.code === 0) {
    const sentence = `The directory ${below} is ignored by the repository at ${top}: nothing in it can be kept there.`;
    return { ok: false, kind: 'none', sentence };
  }
  const conflicts = [
    ...new Set(recordsOf(unmerged.out).map((record) => record.slice(record.indexOf('\t') + 1))),
  ];
  if (conflicts.length > 0)
    return refused(
      `The repository at ${top} has conflicts that are not resolved (${named(conflicts.map(readablePath))}): ` +
        `resolve them, or abort what git is in the middle of (git status says which).`,
    );
  const against = await whatRepositoriesForbid(shop, await see(shop));
  return against === undefined ? { ok: true } : refused(against);
}

const refused = (sentence: string): Keepability => ({ ok: false, kind: 'refused', sentence });
