import { randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { noteAsked } from './asked-log.ts';
import { readAskingFile } from './asking-file.ts';
import { decideCall } from './decide-call.ts';
import { printed } from './hook-answer.ts';
import { readPayload } from './hook-payload.ts';

// The program that the Claude CLI calls before each tool call: `node hook.js <ledger>`, with the call on its standard
// input. It uses nothing but Node, so as to start quickly; whatever it throws means that the call is not run.

const [, , ledgerDirectory = ''] = process.argv;
const raw = await buffer(process.stdin);
const payload = readPayload(raw.toString());
const file = readAskingFile(ledgerDirectory);
if (payload === undefined || file === undefined) throw new Error('nothing to ask, or nobody to ask');

const { answer, inItsPlace } = await decideCall({ file, payload, raw, name: randomUUID() });
const { id, tool } = payload;
const { decision } = answer;
if (inItsPlace) noteAsked(ledgerDirectory, { at: new Date().toISOString(), id, tool, decision });
process.stdout.write(`${printed(answer)}\n`);
