/** The connection of one chat, made anew whenever it is given up. */
import type { Begun } from './beginning';
import type { Heard, Service } from './service';

interface ConnectionPorts {
  service(begun: Begun, heard: Heard): Service;
  after(ms: number, then: () => void): () => void;
}

export interface Told extends Omit<Heard, 'broken'> {
  /** The chat is there, and cannot be joined yet. */
  unreachable(): void;
  /** There is no such chat any more. */
  over(): void;
}

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;

export class Connection {
  readonly #ports: ConnectionPorts;
  readonly #told: Told;
  #service: Service | null = null;
  #tries = 0;

  constructor(ports: ConnectionPorts, told: Told) {
    this.#ports = ports;
    this.#told = told;
  }

  get service(): Service | null {
    return this.#service;
  }

  async join(begun: Begun): Promise<void> {
    const service: Service = this.#ports.service(
      begun,
      this.#heard(begun, () => this.#service === service),
    );
    this.#service = service;
    const joined = await service.connect();
    if (this.#service !== service) {
      return;
    }
    if (joined === 'over') {
      this.leave();
      this.#told.over();
    } else if (joined === 'failed') {
      this.#told.unreachable();
      this.#joinLater(begun);
    } else {
      this.#tries = 0;
      this.#told.connected();
    }
  }

  leave(): void {
    this.#service?.leave();
    this.#service = null;
  }

  /** What was said while nobody listened. */
  async catchUp(): Promise<void> {
    try {
      await this.#service?.catchUp();
    } catch {
      // What is said from now on is heard all the same.
    }
  }

  #joinLater(begun: Begun): void {
    const wait = Math.min(FIRST_WAIT_MS * 2 ** this.#tries, LONGEST_WAIT_MS);
    this.#tries += 1;
    const left = this.#service;
    this.#ports.after(wait, () => {
      if (this.#service === left && left !== null) {
        left.leave();
        void this.join(begun);
      }
    });
  }

  /** What a connection says that was left is no news. */
  #heard(begun: Begun, isPresent: () => boolean): Heard {
    const told = this.#told;
    const ifPresent = (then: () => void) => {
      if (isPresent()) {
        then();
      }
    };
    return {
      items: (items) => ifPresent(() => told.items(items)),
      typing: (name) => ifPresent(() => told.typing(name)),
      connected: () => ifPresent(() => told.connected()),
      disconnected: () => ifPresent(() => told.disconnected()),
      broken: () =>
        ifPresent(() => {
          told.disconnected();
          this.#joinLater(begun);
        }),
      ended: () => ifPresent(() => told.ended()),
    };
  }
}
