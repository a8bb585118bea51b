// The page that frames the panel: what the library says and hears by postMessage, and the second
// channel, of the Amazon Connect SDK. Stand-alone there is nobody, and all of this says nothing.

const HEALTH_MS = 10_000;

const framed = window.parent !== window;

// Others cannot frame this page (frame-ancestors): a name that a browser does not tell is no risk.
function hostOrigin() {
  const above = location.ancestorOrigins?.[0];
  if (above) return above;
  try {
    return new URL(document.referrer).origin;
  } catch {
    return '*';
  }
}

export function allows(embed, origin) {
  return embed.some((each) => {
    if (each === "'self'") return origin === location.origin;
    if (!each.endsWith(':*')) return origin === each;
    const host = each.slice(0, -2);
    return origin === host || (origin.startsWith(`${host}:`) && /^\d+$/.test(origin.slice(host.length + 1)));
  });
}

export class Host {
  #port = null;
  #target = framed ? hostOrigin() : null;

  // isAllowed(origin) -> whether its messages count; heard(event, data); asked(request).
  constructor({ isAllowed, heard, asked }) {
    this.isFramed = framed;
    if (!framed) return;
    addEventListener('message', (message) => {
      if (message.source !== parent || !isAllowed(message.origin)) return;
      if (typeof message.data?.event === 'string') heard(message.data.event, message.data.data);
    });
    this.asked = asked;
  }

  say(event, data) {
    if (framed) parent.postMessage(data === undefined ? { event } : { event, data }, this.#target);
  }

  // Once she is known: before, a host page is to believe that nobody is here, and open the log-in.
  openChannel() {
    if (!framed || this.#port) return;
    const channel = new MessageChannel();
    this.#port = channel.port1;
    this.#port.onmessage = ({ data }) => this.#hear(data);
    parent.postMessage({ type: 'cross-domain-adapter-init' }, this.#target, [channel.port2]);
  }

  #hear(message) {
    if (message.type === 'cross-domain-site-ready') {
      this.#port.postMessage({
        type: 'acknowledge',
        connectionId: crypto.randomUUID(),
        status: { initialized: true, startTime: new Date() },
        healthCheckInterval: HEALTH_MS,
      });
    } else if (message.type === 'healthCheck') {
      this.#port.postMessage({ type: 'healthCheckResponse', time: Date.now(), counter: 0 });
    } else if (message.type === 'request') {
      const { requestId, namespace, command, data } = message;
      if (!this.asked({ requestId, namespace, command, data })) {
        this.answer({
          requestId, namespace, isError: true, errorKey: 'unavailable',
          reason: 'The panel is not connected.', details: { command },
        });
      }
    }
  }

  answer(response) {
    this.#port?.postMessage({ type: 'response', ...response });
  }
}
