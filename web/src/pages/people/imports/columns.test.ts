import { expect, it } from 'vitest';
import { headersIn, headersOf } from '@/pages/people/imports/columns';
import { placeOf } from '@/pages/people/imports/place';

it('finds the columns by the delimiter that parts most', () => {
  expect(headersIn('id,name,numbers\nK-1,Ayşe,0532')).toEqual(['id', 'name', 'numbers']);
  expect(headersIn('Ad;"Telefon; cep"\r\n')).toEqual(['Ad', 'Telefon; cep']);
  expect(headersIn('имя\tтелефон')).toEqual(['имя', 'телефон']);
  expect(headersIn('')).toEqual([]);
});

it('reads other encodings, and no mark of the order of bytes', async () => {
  const turkish = new Blob([new Uint8Array([0x4d, 0xfc, 0xfe, 0x74, 0x65, 0x72, 0x69])]);
  expect(await headersOf(turkish, 'windows-1254')).toEqual(['Müşteri']);
  const marked = new Blob([new Uint8Array([0xef, 0xbb, 0xbf, 0x61, 0x2c, 0x62])]);
  expect(await headersOf(marked, '')).toEqual(['a', 'b']);
});

it('finds row and column of a problem', () => {
  expect(placeOf('rows[3].numbers')).toEqual({ row: '3', field: 'numbers' });
  expect(placeOf('rows[3]')).toEqual({ row: '3', field: '' });
  expect(placeOf('header')).toEqual({ row: null, field: 'header' });
});
