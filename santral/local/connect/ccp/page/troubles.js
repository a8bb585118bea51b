// What the panel says of each trouble with the voice, by its code.

export const TROUBLES = {
  denied: 'The microphone is not allowed: nobody can hear you. Allow it in the address bar.',
  missing: 'No microphone was found: nobody can hear you. Plug one in.',
  busy: 'The microphone is used by another program: nobody can hear you.',
  no_path: 'There is no sound at the moment; it is being tried again.',
  no_voice: 'This computer has no voices installed: calls are silent.',
  blocked: 'The browser plays no sound before you click into the page.',
};
