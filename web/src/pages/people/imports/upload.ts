/** Sends a file by the form that the API has made for it, and tells how far it is. */
import { OfflineError } from '@/api/problem';
import type { components } from '@/api/schema';

type Form = components['schemas']['UploadFormView'];

/** The place for files did not take it. */
export class RefusedUpload extends Error {
  constructor(readonly why: 'too_large' | 'expired' | 'unknown') {
    super(why);
  }
}

/** @param told - is told a whole number of percent. */
export function upload(form: Form, file: File, told: (percent: number) => void): Promise<void> {
  if (file.size > form.largest_bytes) {
    return Promise.reject(new RefusedUpload('too_large'));
  }
  const body = new FormData();
  for (const [name, value] of Object.entries(form.fields)) {
    body.append(name, value);
  }
  body.append('file', file);
  return new Promise((resolve, reject) => {
    // fetch tells nothing of how much is sent.
    const request = new XMLHttpRequest();
    request.upload.onprogress = ({ loaded, total }) =>
      told(total === 0 ? 0 : Math.round((loaded / total) * 100));
    request.onload = () =>
      request.status < 300
        ? resolve()
        : reject(new RefusedUpload(request.status === 403 ? 'expired' : 'unknown'));
    request.onerror = () => reject(new OfflineError());
    request.open('POST', form.url);
    request.send(body);
  });
}
