// Tables that spreadsheets write and read: whatever is in a cell comes back, and none is ever a formula.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvLine, readCsv } from '../../src/core/csv.ts';

const table = (text: string) => readCsv(text).rows.map(({ cells }) => cells);

test('what was written is read again, without the spaces around it', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('a;b', '"', 'x,"y"', '-5', '=1+1', 'two\nlines', '', '＝1'),
  );
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 5 }), (cells) => {
      const trimmed = cells.map((each) => each.trim());
      fc.pre(trimmed.some((each) => each !== ''));
      // An apostrophe of one's own before such a sign is taken for the one that makes it safe.
      fc.pre(trimmed.every((each) => !/(^|;)'\s*[=+\-@＝＋－＠]/.test(each)));
      const header = `${['a', 'b', 'c', 'd', 'e'].join(',')}\r\n`;
      expect(table(header + csvLine(trimmed))[1]?.slice(0, cells.length)).toEqual(trimmed);
    }),
  );
});

test('no cell begins with what a spreadsheet runs', () => {
  fc.assert(
    fc.property(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '＝'), fc.string(), (sign, rest) => {
      expect(csvLine([`${sign}${rest}`])).toMatch(/^"?'/);
      expect(csvLine([`x;${sign}${rest}`])).toMatch(/^"?x;'/);
    }),
  );
});

describe('files as spreadsheets write them', () => {
  test('semicolons, tabs, a mark at the beginning, other ends of lines, empty lines', () => {
    expect(table('\uFEFFa;b\r\n1;2,5\r\n;\r\n\r\n3;"x;y"')).toEqual([
      ['a', 'b'],
      ['1', '2,5'],
      ['3', 'x;y'],
    ]);
    expect(table('a\tb\n1\t2\n')).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });

  test('a row knows its line, also after lines inside quotes', () => {
    const { rows } = readCsv('a,b\n"one\ntwo",1\n\nx,2\n');
    expect(rows.map(({ line, cells }) => [line, cells[0]])).toEqual([
      [1, 'a'],
      [2, 'one\ntwo'],
      [5, 'x'],
    ]);
  });

  test('a quote that never ends is told with its line', () => {
    expect(readCsv('a,b\n1,"x\n2,3\n')).toEqual({ rows: [{ line: 1, cells: ['a', 'b'] }], unclosed: 2 });
    expect(readCsv('a,b\n1,"x"y\n').unclosed).toBe(2);
  });
});
