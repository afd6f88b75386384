import { request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { AskingFile } from './asking-file.ts';
import { readAnswer, type HookAnswer } from './hook-answer.ts';
import { isProof } from './proof.ts';
import { pathOf, PROOF_HEADER, proofOfAsking, textOfReply } from './wire.ts';

/** `refused`: Greenlight does not know this attempt, or cannot read what it asks. */
export type Heard = HookAnswer | { readonly decision: 'refused' };

export interface OneAsking {
  readonly file: AskingFile;
  readonly name: string;
  readonly port: number;
  readonly body: Buffer;
  readonly signal: AbortSignal;
}

const REFUSALS = [400, 401, 413];

/** Asks and holds the line; undefined when it broke, or when who answered is not Greenlight. */
export async function askOnce({ file, name, port, body, signal }: OneAsking): Promise<Heard | undefined> {
  const path = pathOf({ session: file.session, epoch: file.epoch, name });
  const headers = {
    'content-type': 'application/json',
    'content-length': body.length,
    [PROOF_HEADER]: proofOfAsking(file.token, path, body),
  };
  return new Promise((resolve) => {
    const nothing = (): void => resolve(undefined);
    const asked = request(
      { host: '127.0.0.1', port, path, method: 'POST', headers, agent: false, signal },
      (response) => {
        if (REFUSALS.includes(response.statusCode ?? 0)) {
          response.resume();
          resolve({ decision: 'refused' });
          return;
        }
        buffer(response).then((found) => {
          const text = found.toString();
          const proof = response.headers[PROOF_HEADER];
          resolve(isProof(proof, file.token, textOfReply(name, text)) ? readAnswer(text) : undefined);
        }, nothing);
      },
    );
    asked.on('error', nothing);
    asked.end(body);
  });
}
