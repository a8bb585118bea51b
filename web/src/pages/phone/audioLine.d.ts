/** The agents' panel is written without TypeScript; the phone speaks by its module. */
declare module '*/ccp/page/audio.js' {
  interface AudioPorts {
    /** Hands an offer to the server: the message {"type":"audio","sdp":…}. */
    send(sdp: string): void;
    /** Why there is no sound, or not both ways; null once all is well again. */
    trouble(code: string | null): void;
  }

  export class AudioLine {
    constructor(ports: AudioPorts);
    /** Opens the microphone, or lets it and everything else go. */
    talk(wanted: boolean): void;
    /** Resolves once there is sound, or it is known that there will be none for now. */
    ready(): Promise<void>;
    mute(muted: boolean): void;
    /** Takes what the server has answered to the latest offer. */
    receive(answer: { sdp: string } | { error: string }): void;
  }
}
