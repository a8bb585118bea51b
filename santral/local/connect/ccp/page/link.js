// The socket to the server: opened with a ticket, opened again when it is lost.
// Events: 'open' {run, first}, 'closed', 'signed-out', 'frame' {event, data}.

const DATES = new Set([
  'startTimestamp', 'timestamp', 'timeStamp', 'snapshotTimestamp', 'queueTimestamp', 'joinTimeStamp',
]);
const LEAST_WAIT_MS = 500;
const MOST_WAIT_MS = 10_000;
const ASKS_AGAIN_MS = 2_000; // whether she has signed in meanwhile

// The library calculates with dates: on the wire they are seconds since 1970.
const revive = (key, value) =>
  DATES.has(key) && typeof value === 'number' ? new Date(value * 1000) : value;

export class Link extends EventTarget {
  #socket = null;
  #wait = LEAST_WAIT_MS;
  #first = true;
  embed = [];

  get isOpen() {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  async open() {
    let ticket;
    try {
      const answer = await fetch('/ccp-v2/ticket', { method: 'POST', credentials: 'same-origin' });
      if (answer.status === 401) {
        this.#tell('signed-out');
        setTimeout(() => this.open(), ASKS_AGAIN_MS);
        return;
      }
      if (!answer.ok) throw new Error(`a ticket is refused: ${answer.status}`);
      ticket = await answer.json();
    } catch {
      this.#again();
      return;
    }
    this.embed = ticket.embed;
    const socket = new WebSocket(
      `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ccp-v2/socket`,
      [ticket.protocol, ticket.ticket],
    );
    socket.onopen = () => {
      this.#socket = socket;
      this.#wait = LEAST_WAIT_MS;
      this.#tell('open', { run: ticket.run, first: this.#first });
      this.#first = false;
    };
    socket.onmessage = (message) => this.#tell('frame', JSON.parse(message.data, revive));
    socket.onclose = () => {
      this.#socket = null;
      this.#tell('closed');
      this.#again();
    };
  }

  // Whether it went out: what is said while there is nobody to hear it is lost.
  send(event, data) {
    if (!this.isOpen) return false;
    this.#socket.send(JSON.stringify({ event, data }));
    return true;
  }

  // Spread out, so that not every tab comes at once to a server that has just begun.
  #again() {
    setTimeout(() => this.open(), this.#wait * (0.5 + Math.random() / 2));
    this.#wait = Math.min(MOST_WAIT_MS, this.#wait * 2);
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
