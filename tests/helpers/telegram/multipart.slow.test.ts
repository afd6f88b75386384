import { describe, expect, it } from '@jest/globals';
import { parseMultipart } from './multipart.ts';

const lines = (...all: string[]): Buffer => Buffer.from(all.join('\r\n'));

describe('parseMultipart', () => {
  it('reads the form of grammY: no blanks, file name without quotes', () => {
    const body = lines(
      '--b1',
      'content-disposition:form-data;name="chat_id"',
      '',
      '7',
      '--b1',
      'content-disposition:form-data;name="f0";filename=run.log',
      'content-type:application/octet-stream',
      '',
      'one',
      '--two',
      '',
      '--b1--',
      '',
    );
    const { fields, files } = parseMultipart(body, 'multipart/form-data; boundary=b1');
    expect([...fields]).toEqual([['chat_id', '7']]);
    expect([...files.keys()]).toEqual(['f0']);
    expect(files.get('f0')?.name).toBe('run.log');
    expect(files.get('f0')?.content.toString()).toBe('one\r\n--two\r\n');
  });

  it('reads the form of fetch', async () => {
    const form = new FormData();
    form.set('caption', 'two\r\nlines');
    form.set('empty', '');
    form.set('document', new Blob([Uint8Array.of(0, 13, 10, 255)]), 'a b;c.bin');
    const sent = new Response(form);
    const type = sent.headers.get('content-type') ?? '';
    const { fields, files } = parseMultipart(Buffer.from(await sent.arrayBuffer()), type);
    expect(Object.fromEntries(fields)).toEqual({ caption: 'two\r\nlines', empty: '' });
    expect(files.get('document')?.name).toBe('a b;c.bin');
    expect([...(files.get('document')?.content ?? [])]).toEqual([0, 13, 10, 255]);
  });

  it('gives nothing for a body that breaks off', () => {
    const { fields } = parseMultipart(
      lines('--b1', 'content-disposition:form-data;name="x"', '', 'ha'),
      'multipart/form-data; boundary="b1"',
    );
    expect(fields.size).toBe(0);
  });
});
