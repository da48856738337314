import { expect, test } from 'vitest';
import { OutsideError } from '../src/errors.ts';
import { createLog } from '../src/log.ts';

function logged(line: object): string {
  const lines: string[] = [];
  createLog('info', { write: (text) => lines.push(text) }).info(line, 'said');
  return lines.join();
}

test.each([
  [{ email: 'ana@northwind.co.uk' }],
  [{ visitor: { email: 'ana@northwind.co.uk' } }],
  [{ lead: { visitor: { email: 'ana@northwind.co.uk', name: 'ana@northwind.co.uk' } } }],
  [{ message: { text: 'ana@northwind.co.uk' } }],
  [{ err: Object.assign(new Error('failed'), { detail: 'Failing row contains (ana@northwind.co.uk)' }) }],
  [
    {
      err: new OutsideError('failed', {
        system: 'chat',
        retry: 'later',
        cause: Object.assign(new Error('x'), { body: 'ana@northwind.co.uk' }),
      }),
    },
  ],
])('no contact data: %j', (line) => {
  expect(logged(line)).not.toContain('ana@');
  expect(logged(line)).toContain('said');
});

test('an error keeps what is needed to find it', () => {
  const line = JSON.parse(logged({ err: Object.assign(new TypeError('what went wrong'), { code: 'E42' }) }));
  expect(line.err).toMatchObject({
    type: 'TypeError',
    message: 'what went wrong',
    code: 'E42',
    stack: expect.stringContaining('log.test'),
  });
});
