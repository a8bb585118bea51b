/** A text that is being written, kept outside of its field, which may vanish meanwhile. */
export interface Draft {
  text: string;
  write: (text: string) => void;
  /** This much of it was sent: it goes, unless more was written since. */
  sent: (text: string) => void;
}
