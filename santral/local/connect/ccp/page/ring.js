// The ring of a telephone, made of two tones: no file, and silence where the browser wants a click
// first.

const TONES_HZ = [440, 480];
const ON_S = 1;
const EVERY_MS = 3_000;

export class Ring {
  #context = null;
  #timer = null;

  set(rings) {
    if (rings && this.#timer === null) {
      this.#once();
      this.#timer = setInterval(() => this.#once(), EVERY_MS);
    } else if (!rings && this.#timer !== null) {
      clearInterval(this.#timer);
      this.#timer = null;
      this.#context?.close();
      this.#context = null;
    }
  }

  #once() {
    this.#context ??= new AudioContext();
    if (this.#context.state !== 'running') return;
    const loudness = this.#context.createGain();
    loudness.gain.value = 0.08;
    loudness.connect(this.#context.destination);
    for (const frequency of TONES_HZ) {
      const tone = this.#context.createOscillator();
      tone.frequency.value = frequency;
      tone.connect(loudness);
      tone.start();
      tone.stop(this.#context.currentTime + ON_S);
    }
  }
}
