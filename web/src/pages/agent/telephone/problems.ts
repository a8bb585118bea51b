/** What Amazon Connect's library says when something cannot be done, as one of our words. */

/** Each has a sentence: `problem.<code>` in the namespace `agent`. */
export const PROBLEM_CODES = [
  'access_denied',
  'bad_number',
  'full',
  'microphone_not_shared',
  'network_lost',
  'no_answer',
  'not_possible_now',
  'refused',
  'signed_out',
  'sound_failed',
  'sound_in_use',
  'unsupported_browser',
] as const;

export type ProblemCode = (typeof PROBLEM_CODES)[number];

export class TelephoneProblem extends Error {
  constructor(readonly code: ProblemCode) {
    super(code);
  }
}

/** Source: amazon-connect-streams, `connect.CTIExceptions`. */
const REFUSALS: Readonly<Record<string, ProblemCode>> = {
  AccessDeniedException: 'access_denied',
  BadEndpointException: 'bad_number',
  InvalidStateException: 'not_possible_now',
  InvalidContactTypeException: 'not_possible_now',
  QuotaExceededException: 'full',
  LimitExceededException: 'full',
  RefreshTokenExpiredException: 'signed_out',
  UnauthorizedException: 'signed_out',
  SendDataFailedException: 'network_lost',
  TimeoutException: 'no_answer',
};

/** Source: amazon-connect-streams, `connect.SoftphoneErrorTypes`. */
const SOFTPHONE_ERRORS: Readonly<Record<string, ProblemCode>> = {
  unsupported_browser: 'unsupported_browser',
  microphone_not_shared: 'microphone_not_shared',
  signalling_handshake_failure: 'sound_failed',
  signalling_connection_failure: 'network_lost',
  ice_collection_timeout: 'network_lost',
  user_busy_error: 'sound_in_use',
  webrtc_error: 'sound_failed',
  realtime_communication_error: 'sound_failed',
  vdi_strategy_not_supported: 'unsupported_browser',
  vdi_redir_not_supported: 'unsupported_browser',
};

export function ofSoftphone(errorType: string): ProblemCode {
  return SOFTPHONE_ERRORS[errorType] ?? 'sound_failed';
}

/** @param error - as a failure callback gets it: JSON with a `type`, or any text. */
export function ofRefusal(error: unknown): ProblemCode {
  const type = typeof error === 'string' ? typeIn(error) : typeOf(error);
  return REFUSALS[type] ?? 'refused';
}

function typeIn(text: string): string {
  try {
    return typeOf(JSON.parse(text));
  } catch {
    return text;
  }
}

function typeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) {
    return '';
  }
  const { type, name } = error as { type?: unknown; name?: unknown };
  return typeof type === 'string' ? type : typeof name === 'string' ? name : '';
}
