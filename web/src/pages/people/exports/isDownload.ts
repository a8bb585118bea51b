/** Whether an address may be opened as a file: by TLS, or of this computer. */
export function isDownload(url: string): boolean {
  try {
    const { protocol, hostname } = new URL(url);
    const isHere = hostname === 'localhost' || hostname === '127.0.0.1';
    return protocol === 'https:' || (protocol === 'http:' && isHere);
  } catch {
    return false;
  }
}
