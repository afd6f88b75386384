import express, { type RequestHandler } from 'express';
import { refuse } from './refuse.ts';

/** As it came over the network, where it is signed. */
const rawBodies = new WeakMap<object, Buffer>();

const NOTHING = Buffer.alloc(0);

export const rawBodyOf = (request: object): Buffer => rawBodies.get(request) ?? NOTHING;

/** Takes a JSON body, or none. */
export function readBody(): readonly RequestHandler[] {
  const json = express.json({
    limit: LARGEST_BODY,
    // (It was looked at before.)
    type: () => true,
    // What is signed is what was sent, and nothing small grows large here.
    inflate: false,
    verify(request, _response, buffer) {
      if (request.headers['x-signature'] !== undefined) rawBodies.set(request, buffer);
    },
  });
  return [onlyJson, json];
}

const LARGEST_BODY = 100_000;

const onlyJson: RequestHandler = (request, response, next) => {
  const { 'content-type': type = '', 'content-length': length = '0' } = request.headers;
  const isEmpty = length === '0' && request.headers['transfer-encoding'] === undefined;
  if (isEmpty || /^application\/json *(;|$)/i.test(type)) next();
  else refuse(response, 415, 'wrong_type', NOT_JSON_TYPE);
};

export const NOT_JSON_TYPE =
  'The body is to be JSON in UTF-8, not compressed, with the header Content-Type: application/json.';
