/** Which files a chat takes: those of Amazon Connect. */
import type { Texts } from './texts';

const MB = 1024 * 1024;
const LARGEST_MB = 20;

const TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  pdf: 'application/pdf',
  png: 'image/png',
  ppt: 'application/vnd.ms-powerpoint',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  txt: 'text/plain',
  wav: 'audio/wav',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

export const ACCEPTED = Object.keys(TYPES)
  .map((each) => `.${each}`)
  .join(',');

type Wrong = { [K in keyof Texts]: Texts[K] extends string ? K : never }[keyof Texts];

/** Returns why a file is not taken; null where it is. */
export function wrongWith(file: { name: string; size: number }): Wrong | null {
  if (!Object.hasOwn(TYPES, extension(file.name))) {
    return 'fileType';
  }
  if (file.size === 0) {
    return 'fileEmpty';
  }
  return file.size > LARGEST_MB * MB ? 'fileSize' : null;
}

/** A browser that knows no type of a file leaves it empty, which the service refuses. */
export function typed(file: File): File {
  const type = TYPES[extension(file.name)] ?? '';
  return new File([file], file.name, { type });
}

export const LARGEST = { mb: LARGEST_MB };

function extension(name: string): string {
  return name.includes('.') ? (name.split('.').at(-1) ?? '').toLowerCase() : '';
}
