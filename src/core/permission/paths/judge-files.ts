import type { Call } from '../call.ts';
import type { Grounds } from '../grounds.ts';
import { asked, strictest, type Ruling } from '../ruling.ts';
import type { Surroundings } from '../surroundings.ts';
import { deceives } from '../../text/spelled-out.ts';
import { filesOf } from './files-of.ts';
import { judgePath } from './judge-path.ts';
import { readingsOf, spotsOf } from './spots.ts';

/** A call of a tool that reads or changes files. */
export function judgeFiles(call: Call, grounds: Grounds): Ruling {
  const [file, ...others] = filesOf(call) ?? [];
  if (file === undefined) return asked('The call does not say plainly which file it is about.');
  const ruling = (each: string): Ruling => judgeFile(call.tool, each, [grounds.surroundings.cwd], grounds);
  return strictest(ruling(file), others.map(ruling));
}

/** A file as a tool, or a redirection of a shell, names it. */
export function judgeFile(
  tool: string,
  written: string,
  places: readonly string[],
  grounds: Grounds,
): Ruling {
  const ruling = judgePath(tool, spotsNamed(written, places, grounds.surroundings), grounds);
  const doubt = doubtAbout(written, grounds.surroundings);
  return doubt === undefined ? ruling : strictest(ruling, [asked(doubt)]);
}

/** All absolute paths that a name may mean. */
export function spotsNamed(
  written: string,
  places: readonly string[],
  surroundings: Surroundings,
): readonly string[] {
  const readings = readingsOf(written, surroundings.home);
  return [...new Set(readings.flatMap((reading) => spotsOf(reading, places, surroundings)))];
}

function doubtAbout(written: string, { home }: Surroundings): string | undefined {
  if (written !== written.trim() || deceives(written))
    return 'The name of the file holds invisible characters.';
  return /^~[^/]/.test(written) || (written.startsWith('~') && home === undefined)
    ? 'It is not known which folder a name that begins with `~` is in.'
    : undefined;
}
