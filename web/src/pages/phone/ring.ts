/** The sound of a telephone that is called, made by the browser; silent where it may make none. */

const TONE_HZ = 425;
const RING_MS = 1000;
const CADENCE_MS = 4000;

/** Returns what ends it. */
export function startRing(): () => void {
  if (!('AudioContext' in globalThis)) {
    return () => undefined;
  }
  const context = new AudioContext();
  const ring = () => {
    const tone = context.createOscillator();
    const volume = context.createGain();
    volume.gain.value = 0.1;
    tone.frequency.value = TONE_HZ;
    tone.connect(volume).connect(context.destination);
    tone.start();
    tone.stop(context.currentTime + RING_MS / 1000);
  };
  ring();
  const ringing = setInterval(ring, CADENCE_MS);
  return () => {
    clearInterval(ringing);
    void context.close();
  };
}
