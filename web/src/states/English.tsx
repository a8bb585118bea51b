/** A sentence as the API wrote it: in English, which is said to whoever has it read aloud. */
export function English({ text }: { text: string }) {
  return <span lang="en">{text}</span>;
}
