import type { AskedCall } from '../core/attempt/index.ts';
import { circumstancesOf, cleanCall, describedCall } from '../core/permission/index.ts';
import { folderOf } from './in-its-folder.ts';
import type { WantedCall } from './ports/asking.ts';
import type { KeptCall } from './ports/call-book.ts';
import { coverDigest, type RuleOnDeps } from './rule-on-call.ts';

const SHOWN_BYTES = 256 * 1024;

export interface AskedCallDeps extends Pick<RuleOnDeps, 'ids' | 'workplace'> {
  /** Takes known secrets out of a text. */
  readonly redact: (text: string) => string;
}

/** A call as the state gets to know it, and as it is kept beside it to be shown. */
export async function askedCall(
  deps: AskedCallDeps,
  wanted: WantedCall,
  digest: string,
  why: string,
): Promise<{ readonly call: AskedCall; readonly kept: KeptCall }> {
  const { redact, workplace } = deps;
  const { id, tool } = wanted;
  const before = await presentContent(deps, wanted);
  const { kind, detail, shown, questions } = describedCall(wanted, redact, before);
  const cover = kind === 'question' ? undefined : coverDigest(deps, wanted);
  const surroundings = workplace.surroundings(wanted.cwd);
  const whys = [redact(why), ...circumstancesOf(cleanCall(wanted, redact), surroundings, redact)];
  const folder = folderOf(surroundings);
  return {
    call: { id, kind, tool, digest, detail, why: whys.join(' '), folder, cover },
    kept: { id, tool, digest, shown, questions },
  };
}

/** Of a file that is to be written anew, so that the difference can be shown. */
async function presentContent(
  { workplace }: AskedCallDeps,
  { tool, input }: WantedCall,
): Promise<string | undefined> {
  const path = input['file_path'];
  return tool === 'Write' && typeof path === 'string' ? workplace.read(path, SHOWN_BYTES) : undefined;
}
