// Says where a request came from; whatever its sender wrote there is overwritten.
function handler(event) {
  var request = event.request;
  request.headers['x-santral-viewer'] = { value: event.viewer.ip };
  return request;
}
