/** The phone's socket, opened again whenever it is lost. */
import { type Asked, type Frame, frameOf } from '@/pages/phone/protocol';

export interface Socket {
  onopen: (() => void) | null;
  onclose: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  send(text: string): void;
  close(): void;
}

export interface LinePorts {
  open(): Socket;
  happened(what: Frame | { type: 'opened' } | { type: 'lost' }): void;
  after(ms: number, then: () => void): void;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;

export class Line {
  readonly #ports: LinePorts;
  #socket: Socket | null = null;
  #isOpen = false;
  #closed = false;
  #waitMs = FIRST_WAIT_MS;
  /** A number that this phone answers for; said again after a lost connection. */
  #lent: string | null = null;

  constructor(ports: LinePorts) {
    this.#ports = ports;
  }

  open(): void {
    const socket = this.#ports.open();
    this.#socket = socket;
    socket.onopen = () => {
      this.#isOpen = true;
      this.#waitMs = FIRST_WAIT_MS;
      this.#ports.happened({ type: 'opened' });
      if (this.#lent !== null) {
        this.send({ type: 'lend', number: this.#lent });
      }
    };
    socket.onmessage = ({ data }) => {
      const frame = frameOf(String(data));
      if (frame?.type === 'lent') {
        this.#lent = frame.number;
      }
      if (frame !== null) {
        this.#ports.happened(frame);
      }
    };
    socket.onclose = () => this.#lost();
  }

  /** Returns whether it could be sent. */
  send(asked: Asked): boolean {
    if (this.#isOpen) {
      this.#socket?.send(JSON.stringify(asked));
    }
    return this.#isOpen;
  }

  close(): void {
    this.#closed = true;
    this.#isOpen = false;
    this.#socket?.close();
  }

  #lost(): void {
    this.#isOpen = false;
    if (this.#closed) {
      return;
    }
    this.#ports.happened({ type: 'lost' });
    const wait = this.#waitMs;
    this.#waitMs = Math.min(wait * 2, LONGEST_WAIT_MS);
    this.#ports.after(wait, () => {
      if (!this.#closed) {
        this.open();
      }
    });
  }
}
