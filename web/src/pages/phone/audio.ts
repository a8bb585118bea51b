// The microphone and the loudspeaker of the phone, by WebRTC with the server it came from.
//
// No STUN or TURN server is asked. An offer is sent whole, over the page's own socket, and its
// answer comes the same way. Whoever may not or cannot speak still hears.

/**
 * Why there is no sound, or not both ways; the page words it. The microphone is not allowed
 * (denied), not there (missing) or another program's (busy); no connection comes about, and it is
 * being tried again (no_path); the browser plays nothing before a click (blocked). Others are the
 * server's: no_voice where it has no media library.
 */
export type AudioTrouble = 'denied' | 'missing' | 'busy' | 'no_path' | 'blocked';

export interface AudioPorts {
  /** Hands an offer to the server: the message {"type":"audio","sdp":…}. */
  send(sdp: string): void;
  error(code: string): void;
  /** What was told last is over: there is sound, both ways. */
  well?(): void;
}

// So long a connection may take to come about before another one is tried.
const CONNECTS_MS = 10_000;
// The server sends without a pause, silence as well: so long without anything, nothing will come.
const QUIET_MS = 6_000;
const LOOKS_MS = 2_000;
const GATHERS_MS = 1_000;
const RETRIES_MS = [500, 1_000, 2_000, 4_000] as const;
const RETRIES_AT_MOST_MS = 8_000;

const MICROPHONE: MediaStreamConstraints = {
  audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
};

export class PhoneAudio {
  readonly #ports: AudioPorts;
  #wanted = false;
  #muted = false;
  #microphone: MediaStream | null = null;
  #connection: RTCPeerConnection | null = null;
  #player: HTMLAudioElement | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #tries = 0;
  #waiting: (() => void)[] = [];

  constructor(ports: AudioPorts) {
    this.#ports = ports;
    navigator.mediaDevices?.addEventListener('devicechange', this.#devicesChanged);
  }

  /**
   * Open the microphone, and be heard. Resolves once there is sound, or it is known that there is
   * none for now: what is called then is heard from its first word.
   */
  start(): Promise<void> {
    if (!this.#wanted) {
      this.#wanted = true;
      void this.#open();
    }
    if (this.#connection?.connectionState === 'connected') {
      return Promise.resolve();
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Let the microphone and everything else go. */
  stop(): void {
    this.#wanted = false;
    this.#close();
    this.#release();
    this.#player?.remove();
    this.#player = null;
    navigator.mediaDevices?.removeEventListener('devicechange', this.#devicesChanged);
  }

  mute(muted: boolean): void {
    this.#muted = muted;
    for (const track of this.#microphone?.getTracks() ?? []) track.enabled = !muted;
  }

  /** Take the server's answer to the latest offer. */
  answer(sdp: string): void {
    const connection = this.#connection;
    if (connection?.signalingState === 'have-local-offer') {
      connection.setRemoteDescription({ type: 'answer', sdp }).catch(() => this.#again());
    }
  }

  /** Take why the server did not answer. */
  refused(code: string): void {
    this.#settle();
    if (code === 'no_voice') {
      this.#close();
      this.#ports.error(code);
    } else if (this.#wanted) {
      this.#again();
    }
  }

  async #open(): Promise<void> {
    await this.#askForMicrophone();
    if (!this.#wanted || this.#connection) return;
    const connection = new RTCPeerConnection({ iceServers: [] });
    this.#connection = connection;
    this.#timer = setTimeout(() => this.#again(), CONNECTS_MS);
    connection.ontrack = ({ track, streams }) => this.#play(streams[0] ?? new MediaStream([track]));
    connection.onconnectionstatechange = () => this.#stateChanged(connection);
    const microphone = this.#microphone;
    const track = microphone?.getAudioTracks()[0];
    if (microphone && track) {
      connection.addTrack(track, microphone);
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
    if (connection !== this.#connection) {
      return;
    }
    const sdp = connection.localDescription?.sdp ?? '';
    if (connection.iceGatheringState !== 'complete' && !sdp.includes('a=candidate')) {
      // A browser that has just begun may not know its addresses; the next time it does.
      this.#again({ quietly: this.#tries === 0 });
    } else {
      this.#ports.send(sdp);
    }
  }

  async #askForMicrophone(): Promise<void> {
    if (this.#microphone) return;
    let microphone: MediaStream;
    try {
      if (!navigator.mediaDevices) throw new DOMException('no secure context', 'NotAllowedError');
      microphone = await navigator.mediaDevices.getUserMedia(MICROPHONE);
    } catch (error) {
      this.#ports.error(troubleOf(error));
      return;
    }
    this.#microphone = microphone;
    if (!this.#wanted) {
      this.#release();
      return;
    }
    this.mute(this.#muted);
    const [track] = microphone.getAudioTracks();
    if (track) {
      track.onended = () => {
        this.#release();
        this.#ports.error('missing');
      };
    }
  }

  #stateChanged(connection: RTCPeerConnection): void {
    if (connection !== this.#connection) return;
    const state = connection.connectionState;
    if (state === 'connected') {
      clearTimeout(this.#timer);
      this.#tries = 0;
      this.#settle();
      if (this.#microphone) this.#ports.well?.();
      void this.#watch(connection);
    } else if (state === 'failed') {
      this.#again();
    }
  }

  async #watch(connection: RTCPeerConnection): Promise<void> {
    let before = -1;
    for (let quiet = 0; quiet < QUIET_MS; quiet += LOOKS_MS) {
      await new Promise((resolve) => setTimeout(resolve, LOOKS_MS));
      if (connection !== this.#connection) {
        return;
      }
      const packets = await received(connection);
      if (packets !== before) {
        quiet = -LOOKS_MS;
      }
      before = packets;
    }
    if (connection === this.#connection) {
      this.#again();
    }
  }

  /** There is no sound: say so, and try anew in a while. */
  #again({ quietly = false } = {}): void {
    this.#close();
    if (!this.#wanted) {
      return;
    }
    if (!quietly) {
      this.#settle();
      this.#ports.error('no_path');
    }
    const wait = RETRIES_MS[this.#tries] ?? RETRIES_AT_MOST_MS;
    this.#tries += 1;
    this.#timer = setTimeout(() => void this.#open(), wait * (0.75 + Math.random() / 2));
  }

  #devicesChanged = (): void => {
    if (!this.#wanted || this.#microphone) return;
    this.#close();
    void this.#open();
  };

  #play(stream: MediaStream): void {
    if (!this.#player) {
      this.#player = document.createElement('audio');
      this.#player.autoplay = true;
      this.#player.hidden = true;
      document.body.append(this.#player);
    }
    this.#player.srcObject = stream;
    this.#player.play().catch((error: unknown) => {
      if (nameOf(error) !== 'NotAllowedError') return;
      this.#ports.error('blocked');
      document.addEventListener('pointerdown', () => this.#unblock(), { once: true });
      document.addEventListener('keydown', () => this.#unblock(), { once: true });
    });
  }

  #unblock(): void {
    this.#player?.play().then(
      () => this.#ports.well?.(),
      () => undefined,
    );
  }

  #settle(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  #close(): void {
    clearTimeout(this.#timer);
    const connection = this.#connection;
    this.#connection = null;
    connection?.close();
    if (this.#player) this.#player.srcObject = null;
  }

  #release(): void {
    for (const track of this.#microphone?.getTracks() ?? []) {
      track.onended = null;
      track.stop();
    }
    this.#microphone = null;
    this.#settle();
  }
}

function nameOf(error: unknown): string {
  return error instanceof DOMException ? error.name : '';
}

function troubleOf(error: unknown): AudioTrouble {
  switch (nameOf(error)) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'missing';
    default:
      return 'busy';
  }
}

async function received(connection: RTCPeerConnection): Promise<number> {
  let packets = 0;
  for (const each of (await connection.getStats()).values()) {
    if (each.type === 'inbound-rtp') {
      packets += each.packetsReceived;
    }
  }
  return packets;
}

function gathered(connection: RTCPeerConnection): Promise<void> {
  if (connection.iceGatheringState === 'complete') return Promise.resolve();
  return new Promise((resolve) => {
    setTimeout(resolve, GATHERS_MS);
    connection.onicegatheringstatechange = () => {
      if (connection.iceGatheringState === 'complete') resolve();
    };
  });
}
