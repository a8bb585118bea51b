export interface Part {
  text: string;
  /** Where it begins, in characters. */
  at: number;
  isMarked: boolean;
}

/**
 * Cut a text where words in it are marked.
 *
 * @param marks - start and end of each, in characters as the API counts them: code points.
 */
export function marked(text: string, marks: readonly (readonly number[])[]): Part[] {
  const characters = [...text];
  const parts: Part[] = [];
  let done = 0;
  const add = (from: number, to: number, isMarked: boolean) => {
    if (to > from) {
      parts.push({ text: characters.slice(from, to).join(''), at: from, isMarked });
    }
  };
  for (const [from = 0, to = 0] of marks) {
    add(done, from, false);
    add(Math.max(from, done), to, true);
    done = Math.max(done, to);
  }
  add(done, characters.length, false);
  return parts;
}
