import { useEffect, useState } from 'react';
import { type Business, frameOf } from '@/pages/phone/protocol';

/** The businesses that the telephone knows; null until it has said them. */
export function useBusinesses(socketUrl: string): readonly Business[] | null {
  const [businesses, setBusinesses] = useState<readonly Business[] | null>(null);
  useEffect(() => {
    const socket = new WebSocket(new URL(socketUrl, location.href));
    socket.onmessage = ({ data }) => {
      const frame = frameOf(String(data));
      if (frame?.type === 'hello') {
        setBusinesses(frame.businesses);
        socket.close();
      }
    };
    return () => socket.close();
  }, [socketUrl]);
  return businesses;
}
