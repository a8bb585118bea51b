// The microphone and the loudspeaker of a page, by WebRTC with the server that it came from: of the
// agents' panel, and of the phone in web/, which is built with this module.
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

const MICROPHONE = {
  audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
};

export class AudioLine {
  #send;
  #trouble;
  #wanted = false;
  #hasVoices = true; // as far as is known, of the server
  #muted = false;
  #microphone = null;
  #connection = null;
  #player = null;
  #timer = 0;
  #tries = 0;
  #waiting = [];

  /**
   * send(sdp): hands an offer to the server. trouble(code): why there is no sound, or not both
   * ways; null once all is well again. The microphone is not allowed (denied), not there (missing)
   * or another program's (busy); no connection comes about, and it is being tried again (no_path);
   * the browser plays nothing before a click (blocked); the server has no voices (no_voice).
   */
  constructor({ send, trouble }) {
    this.#send = send;
    this.#trouble = trouble;
  }

  /** Open the microphone, or let it go. */
  talk(wanted) {
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    this.#hasVoices = true;
    this.#tries = 0;
    if (wanted) {
      navigator.mediaDevices?.addEventListener('devicechange', this.#devicesChanged);
      void this.#open();
    } else {
      navigator.mediaDevices?.removeEventListener('devicechange', this.#devicesChanged);
      this.#close();
      this.#release();
      this.#player?.remove();
      this.#player = null;
      this.#trouble(null);
    }
  }

  /** Resolves once there is sound, or it is known that there will be none for now. */
  ready() {
    const isReady = this.#connection?.connectionState === 'connected';
    if (isReady || !this.#wanted || !this.#hasVoices) return Promise.resolve();
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
        this.#hasVoices = false;
        this.#close();
        this.#release();
        this.#trouble('no_voice');
      } else if (this.#wanted) {
        this.#again();
      }
    } else if (connection?.signalingState === 'have-local-offer') {
      connection.setRemoteDescription({ type: 'answer', sdp }).catch(() => this.#again());
    }
  }

  async #open() {
    await this.#askForMicrophone();
    if (!this.#wanted || !this.#hasVoices || this.#connection) return;
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
      this.#send(sdp);
    }
  }

  async #askForMicrophone() {
    if (this.#microphone) return;
    let microphone;
    try {
      if (!navigator.mediaDevices) throw new DOMException('no secure context', 'NotAllowedError');
      microphone = await navigator.mediaDevices.getUserMedia(MICROPHONE);
    } catch (error) {
      this.#trouble(codeOf(error));
      return;
    }
    if (!this.#wanted || !this.#hasVoices || this.#microphone) {
      letGo(microphone);
      return;
    }
    this.#microphone = microphone;
    this.mute(this.#muted);
    microphone.getAudioTracks()[0].onended = () => {
      this.#release();
      this.#trouble('missing');
    };
  }

  #stateChanged(connection) {
    if (connection !== this.#connection) return;
    const state = connection.connectionState;
    if (state === 'connected') {
      clearTimeout(this.#timer);
      this.#tries = 0;
      this.#settle();
      if (this.#microphone) this.#trouble(null);
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
      this.#trouble('no_path');
    }
    const wait = RETRIES_MS[Math.min(this.#tries, RETRIES_MS.length - 1)];
    this.#tries += 1;
    this.#timer = setTimeout(() => void this.#open(), wait * (0.75 + Math.random() / 2));
  }

  #devicesChanged = () => {
    if (!this.#wanted || !this.#hasVoices || this.#microphone) return;
    this.#close();
    void this.#open();
  };

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
      this.#trouble('blocked');
      document.addEventListener('pointerdown', () => this.#unblock(), { once: true });
      document.addEventListener('keydown', () => this.#unblock(), { once: true });
    });
  }

  #unblock() {
    this.#player?.play().then(() => this.#trouble(null), () => undefined);
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
    if (this.#microphone) letGo(this.#microphone);
    this.#microphone = null;
    this.#settle();
  }
}

function letGo(microphone) {
  for (const track of microphone.getTracks()) {
    track.onended = null;
    track.stop();
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
