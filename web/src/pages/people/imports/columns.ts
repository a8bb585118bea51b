/** The columns of a file that is about to be imported, as far as a browser can read them. */

export const FIELDS = [
  'id',
  'name',
  'first_name',
  'last_name',
  'numbers',
  'country',
  'tier',
  'language',
  'greet_as',
  'account_manager',
  'queue',
  'notes',
  'email',
  'company',
  'address',
  'opt_outs',
  'tags',
] as const;

export const CHARSETS = [
  'utf-8',
  'utf-16-le',
  'utf-16-be',
  'windows-1254',
  'windows-1251',
  'windows-1252',
  'gb18030',
] as const;

/** Enough for every header that people write. */
const READ_BYTES = 64 * 1024;

export async function headersOf(file: Blob, charset: string): Promise<string[]> {
  const bytes = await file.slice(0, READ_BYTES).arrayBuffer();
  return headersIn(decoded(bytes, charset));
}

function decoded(bytes: ArrayBuffer, charset: string): string {
  const label = charset.replace('utf-16-', 'utf-16');
  return new TextDecoder(label === '' ? 'utf-8' : label).decode(bytes);
}

/** Name;"Phone, mobile" -> Name | Phone, mobile */
export function headersIn(text: string): string[] {
  const line = text.split(/\r\n|\n|\r/, 1)[0] ?? '';
  const delimiter = delimiterOf(line);
  const headers: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (const letter of line) {
    if (letter === '"') {
      isQuoted = !isQuoted;
    } else if (letter === delimiter && !isQuoted) {
      headers.push(cell);
      cell = '';
    } else {
      cell += letter;
    }
  }
  return [...headers, cell].map((each) => each.trim()).filter((each) => each !== '');
}

function delimiterOf(line: string): string {
  const counted = [';', '\t', ','].map((each) => ({ each, count: line.split(each).length }));
  return counted.reduce((best, next) => (next.count > best.count ? next : best)).each;
}
