export interface UploadedFile {
  readonly name: string;
  readonly content: Buffer;
}

export interface Multipart {
  readonly fields: ReadonlyMap<string, string>;
  readonly files: ReadonlyMap<string, UploadedFile>;
}

const HEAD_END = '\r\n\r\n';

/**
 * Reads a multipart/form-data body. Needed because grammY writes `content-disposition:form-data;name="x";filename=run.log`
 * (no blanks, no quotes), which `Response.formData()` of Node 20 refuses.
 */
export function parseMultipart(body: Buffer, contentType: string): Multipart {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  const fields = new Map<string, string>();
  const files = new Map<string, UploadedFile>();
  for (const part of parts(body, `--${boundary?.[1] ?? boundary?.[2] ?? ''}`)) {
    const headEnd = part.indexOf(HEAD_END);
    if (headEnd === -1) continue;
    const head = part.subarray(0, headEnd).toString('utf8');
    const content = part.subarray(headEnd + HEAD_END.length);
    const name = attribute(head, 'name') ?? '';
    const fileName = attribute(head, 'filename');
    if (fileName === undefined) fields.set(name, content.toString('utf8'));
    else files.set(name, { name: fileName, content: Buffer.from(content) });
  }
  return { fields, files };
}

/** The bytes between the boundaries, without the line ends that belong to these. */
function* parts(body: Buffer, delimiter: string): Generator<Buffer> {
  let start = body.indexOf(delimiter);
  while (start !== -1) {
    const from = start + delimiter.length + 2;
    const next = body.indexOf(`\r\n${delimiter}`, start + delimiter.length);
    if (next === -1) return;
    yield body.subarray(from, next);
    start = next + 2;
  }
}

function attribute(head: string, name: string): string | undefined {
  const found = new RegExp(`content-disposition:.*?[;\\s]${name}=(?:"([^"]*)"|([^;\\r\\n]*))`, 'i').exec(
    head,
  );
  return found?.[1] ?? found?.[2];
}
