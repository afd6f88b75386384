import { isProof, proofOf } from './proof.ts';

// How the hook program and Greenlight speak: `POST /ask/<session>/<epoch>/<name>` with what the CLI told the hook.

export const PROOF_HEADER = 'x-greenlight-proof';

/** More than any call holds. */
export const MOST_BYTES = 32 * 1024 * 1024;

export interface Line {
  readonly session: string;
  readonly epoch: number;
  /** Of the asking. */
  readonly name: string;
}

export function pathOf({ session, epoch, name }: Line): string {
  return `/ask/${session}/${String(epoch)}/${name}`;
}

/** Undefined for anything but the names that Greenlight and its hook make: none of them leads elsewhere on the disk. */
export function readPath(path: string): Line | undefined {
  const [, session, epoch, name] =
    /^\/ask\/([A-Za-z0-9][\w-]{0,63})\/([1-9]\d{0,8})\/([\w-]{1,64})$/.exec(path) ?? [];
  if (session === undefined || epoch === undefined || name === undefined) return undefined;
  return { session, epoch: Number(epoch), name };
}

export const proofOfAsking = (token: string, path: string, body: Buffer): string =>
  proofOf(token, textOfAsking(path, body));

export const isFromAttempt = (proof: unknown, token: string, path: string, body: Buffer): boolean =>
  isProof(proof, token, textOfAsking(path, body));

const textOfAsking = (path: string, body: Buffer): Buffer => Buffer.concat([Buffer.from(`${path}\n`), body]);

/** Answers the asking of that name only. */
export const textOfReply = (name: string, body: string): string => `${name}\n${body}`;
