const ISSUER = 'Roundsman'

/** The address authenticator apps read out of a QR code (the key URI format every such app knows). */
export function addressOf(email: string, key: string): string {
  const query = new URLSearchParams({ secret: key.replaceAll(/\s|=/g, ''), issuer: ISSUER })
  return `otpauth://totp/${encodeURIComponent(ISSUER)}:${encodeURIComponent(email)}?${query.toString()}`
}

/** A key in groups of four, as people copy it. */
export const grouped = (key: string) => key.replaceAll(/\s/g, '').replaceAll(/(.{4})(?=.)/g, '$1 ')
