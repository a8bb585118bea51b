/** Where in a file a problem is: `rows[3].numbers`. */
export interface Place {
  /** The header is row 1; null where it is not about a row. */
  row: string | null;
  /** One of the fields, or empty where it is about the whole row. */
  field: string;
}

export function placeOf(path: string): Place {
  const found = /^rows\[(\d+)\](?:\.(.+))?$/.exec(path);
  return found === null
    ? { row: null, field: path }
    : { row: found[1] ?? '', field: found[2] ?? '' };
}
