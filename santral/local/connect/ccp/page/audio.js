// The microphone and the loudspeaker of this page, by WebRTC with the server it came from.
//
// No STUN or TURN server is asked. An offer is sent whole, over the page's own socket, and its
// answer comes the same way. Whoever may not or cannot speak still hears.

// So long a connection may take to come about before another one is tried.
const CONNECTS_MS = 10_000;
// The server sends without a pause, silence as well: so long without anything, nothing will come.
const QUIET_MS = 6_000;
const LOOKS_MS = 2_000;
const GATHERS_MS = 1_000;
const RETRIES_MS = [500, 1_000, 2_000, 4_000, 8_000];

const SENTENCES = {
  denied: 'The microphone is not allowed: nobody can hear you. Allow it in the address bar.',
  missing: 'No microphone was found: nobody can hear you. Plug one in.',
  busy: 'The microphone is used by another program: nobody can hear you.',
  no_path: 'There is no sound at the moment; it is being tried again.',
  no_voice: 'This computer has no voices installed: calls are silent.',
  blocked: 'The browser plays no sound before you click into the page.',
};

const MICROPHONE = {
  audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
};

// Contact types and states in which somebody is, or is about to be, on the line.
const VOICES = new Set(['voice', 'queue_callback']);
const ON_THE_LINE = new Set(['incoming', 'pending', 'connecting', 'connected']);

export class Audio {
  #send;
  #error;
  #wanted = false;
  #muted = false;
  #microphone = null;
  #connection = null;
  #player = null;
  #timer = 0;
  #tries = 0;
  #waiting = [];

  /**
   * send(data): hands {sdp} to the server. error(code, text): something to show, a sentence;
   * code is denied, missing, busy, no_path, no_voice or blocked, and null once all is well again.
   */
  constructor({ send, error }) {
    this.#send = send;
    this.#error = error;
    navigator.mediaDevices?.addEventListener('devicechange', () => this.#devicesChanged());
  }

  /** Tell which contacts there are: the microphone is open as long as one of them has voices. */
  voice(contacts) {
    this.talk(
      contacts.some((each) => VOICES.has(each.type) && ON_THE_LINE.has(each.state?.type)),
    );
  }

  /** Open the microphone, or let it go. */
  talk(wanted) {
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    this.#tries = 0;
    if (wanted) {
      void this.#open();
    } else {
      this.#close();
      this.#release();
      this.#error(null, '');
    }
  }

  /** Resolves once there is sound, or it is known that there will be none for now. */
  ready() {
    if (!this.#wanted || this.#connection?.connectionState === 'connected') return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  mute(muted) {
    this.#muted = muted;
    for (const track of this.#microphone?.getTracks() ?? []) track.enabled = !muted;
  }

  /** Take what the server has answered: {sdp} or {error: code}. */
  receive({ sdp, error }) {
    const connection = this.#connection;
    if (error) {
      this.#settle();
      if (error === 'no_voice') {
        this.#close();
        this.#tell('no_voice');
      } else if (this.#wanted) {
        this.#again();
      }
    } else if (connection?.signalingState === 'have-local-offer') {
      connection.setRemoteDescription({ type: 'answer', sdp }).catch(() => this.#again());
    }
  }

  async #open() {
    await this.#askForMicrophone();
    if (!this.#wanted || this.#connection) return;
    const connection = new RTCPeerConnection({ iceServers: [] });
    this.#connection = connection;
    this.#timer = setTimeout(() => this.#again(), CONNECTS_MS);
    connection.ontrack = ({ track, streams }) => this.#play(streams[0] ?? new MediaStream([track]));
    connection.onconnectionstatechange = () => this.#stateChanged(connection);
    const [track] = this.#microphone?.getAudioTracks() ?? [];
    if (track) {
      connection.addTrack(track, this.#microphone);
    } else {
      connection.addTransceiver('audio', { direction: 'recvonly' });
    }
    try {
      await connection.setLocalDescription();
      await gathered(connection);
    } catch {
      if (connection === this.#connection) this.#again();
      return;
    }
    if (connection !== this.#connection) return;
    const { sdp } = connection.localDescription;
    if (connection.iceGatheringState !== 'complete' && !sdp.includes('a=candidate')) {
      // A browser that has just begun may not know its addresses; the next time it does.
      this.#again({ quietly: this.#tries === 0 });
    } else {
      this.#send({ sdp });
    }
  }

  async #askForMicrophone() {
    if (this.#microphone) return;
    let microphone;
    try {
      if (!navigator.mediaDevices) throw new DOMException('no secure context', 'NotAllowedError');
      microphone = await navigator.mediaDevices.getUserMedia(MICROPHONE);
    } catch (error) {
      this.#tell(codeOf(error));
      return;
    }
    this.#microphone = microphone;
    if (!this.#wanted) {
      this.#release();
      return;
    }
    this.mute(this.#muted);
    microphone.getAudioTracks()[0].onended = () => {
      this.#release();
      this.#tell('missing');
    };
  }

  #stateChanged(connection) {
    if (connection !== this.#connection) return;
    const state = connection.connectionState;
    if (state === 'connected') {
      clearTimeout(this.#timer);
      this.#tries = 0;
      this.#settle();
      if (this.#microphone) this.#error(null, '');
      void this.#watch(connection);
    } else if (state === 'failed') {
      this.#again();
    }
  }

  async #watch(connection) {
    let before = -1;
    for (let quiet = 0; quiet < QUIET_MS; quiet += LOOKS_MS) {
      await new Promise((resolve) => setTimeout(resolve, LOOKS_MS));
      if (connection !== this.#connection) return;
      const packets = await received(connection);
      if (packets !== before) quiet = -LOOKS_MS;
      before = packets;
    }
    if (connection === this.#connection) this.#again();
  }

  /** There is no sound: say so, and try anew in a while. */
  #again({ quietly = false } = {}) {
    this.#close();
    if (!this.#wanted) return;
    if (!quietly) {
      this.#settle();
      this.#tell('no_path');
    }
    const wait = RETRIES_MS[Math.min(this.#tries, RETRIES_MS.length - 1)];
    this.#tries += 1;
    this.#timer = setTimeout(() => void this.#open(), wait * (0.75 + Math.random() / 2));
  }

  #devicesChanged() {
    if (!this.#wanted || this.#microphone) return;
    this.#close();
    void this.#open();
  }

  #play(stream) {
    if (!this.#player) {
      this.#player = document.createElement('audio');
      this.#player.autoplay = true;
      this.#player.hidden = true;
      document.body.append(this.#player);
    }
    this.#player.srcObject = stream;
    this.#player.play().catch((error) => {
      if (error.name !== 'NotAllowedError') return;
      this.#tell('blocked');
      document.addEventListener('pointerdown', () => this.#unblock(), { once: true });
      document.addEventListener('keydown', () => this.#unblock(), { once: true });
    });
  }

  #unblock() {
    this.#player?.play().then(() => this.#error(null, ''), () => undefined);
  }

  #tell(code) {
    this.#error(code, SENTENCES[code]);
  }

  #settle() {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  #close() {
    clearTimeout(this.#timer);
    const connection = this.#connection;
    this.#connection = null;
    connection?.close();
    if (this.#player) this.#player.srcObject = null;
  }

  #release() {
    for (const track of this.#microphone?.getTracks() ?? []) {
      track.onended = null;
      track.stop();
    }
    this.#microphone = null;
    this.#settle();
  }
}

function codeOf(error) {
  if (error.name === 'NotAllowedError' || error.name === 'SecurityError') return 'denied';
  return error.name === 'NotFoundError' || error.name === 'OverconstrainedError' ? 'missing' : 'busy';
}

async function received(connection) {
  let packets = 0;
  for (const each of (await connection.getStats()).values()) {
    if (each.type === 'inbound-rtp') packets += each.packetsReceived;
  }
  return packets;
}

function gathered(connection) {
  if (connection.iceGatheringState === 'complete') return Promise.resolve();
  return new Promise((resolve) => {
    setTimeout(resolve, GATHERS_MS);
    connection.onicegatheringstatechange = () => {
      if (connection.iceGatheringState === 'complete') resolve();
    };
  });
}
