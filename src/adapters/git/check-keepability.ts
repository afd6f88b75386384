import type { Keepability } from '../../app/ports/checkpoints.ts';
import { conflictsIn } from './conflicts-in.ts';
import { named } from './raw-path.ts';
import { whatRepositoriesForbid } from './repositories-inside.ts';
import { see } from './scratch-index.ts';
import type { Workshop } from './workshop.ts';

/** Looks as `keep` would: what fails there fails here, before an attempt starts. */
export async function checkKeepability(shop: Workshop): Promise<Keepability> {
  const { git, top, below } = shop.repository;
  const [conflicts, ignored] = await Promise.all([
    conflictsIn(shop.repository),
    below === '' ? undefined : git(['check-ignore', '-q', '--', `./${below}`], { allow: [1] }),
  ]);
  if (ignored?.code === 0) {
    const sentence = `The directory ${below} is ignored by the repository at ${top}: nothing in it can be kept there.`;
    return { ok: false, kind: 'none', sentence };
  }
  if (conflicts.length > 0)
    return refused(
      `The repository at ${top} has conflicts that are not resolved (${named(conflicts)}): ` +
        `resolve them, or abort what git is in the middle of (git status says which).`,
    );
  const against = await whatRepositoriesForbid(shop, await see(shop));
  return against === undefined ? { ok: true } : refused(against);
}

const refused = (sentence: string): Keepability => ({ ok: false, kind: 'refused', sentence });
