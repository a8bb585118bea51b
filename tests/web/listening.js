// Keeps the connections of a page, and tells how much is heard by the latest one.
{
  const connections = [];
  const Real = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Real {
    constructor(...settings) {
      super(...settings);
      connections.push(this);
    }
  };
  const energy = async () => {
    const stats = await connections.at(-1).getStats();
    const inbound = [...stats.values()].find(({ type }) => type === 'inbound-rtp');
    return inbound?.totalAudioEnergy ?? 0;
  };
  const pause = (ms) => new Promise((over) => setTimeout(over, ms));
  // What was in the air before the change is let pass first; a busy machine buffers a second of it.
  window.loudness = async (ms) => {
    await pause(1500);
    const before = await energy();
    await pause(ms);
    return (await energy()) - before;
  };
  window.isConnected = () => connections.at(-1)?.connectionState === 'connected';
  window.servers = () => connections.flatMap((each) => each.getConfiguration().iceServers ?? []);
  // A telephone without a page: its microphone, sent to the line's socket and answered there.
  window.speak = async (line) => {
    const microphone = await navigator.mediaDevices.getUserMedia({ audio: true });
    const connection = new window.RTCPeerConnection({ iceServers: [] });
    connection.addTrack(microphone.getTracks()[0], microphone);
    connection.ontrack = ({ streams: [stream] }) => {
      const player = new Audio();
      player.srcObject = stream;
      void player.play();
    };
    line.addEventListener('message', ({ data }) => {
      const { type, sdp } = JSON.parse(data);
      if (type === 'audio') void connection.setRemoteDescription({ type: 'answer', sdp });
    });
    await connection.setLocalDescription();
    while (connection.iceGatheringState !== 'complete') await pause(20);
    line.send(JSON.stringify({ type: 'audio', sdp: connection.localDescription.sdp }));
  };
}
