import { Line, type LinePorts, type Socket } from '@/pages/phone/line';

/** A line by this browser's sockets and clock. */
export function browserLine(socketUrl: string, happened: LinePorts['happened']): Line {
  return new Line({
    open: () => new WebSocket(new URL(socketUrl, location.href)) as unknown as Socket,
    after: (ms, then) => setTimeout(then, ms),
    happened,
  });
}
