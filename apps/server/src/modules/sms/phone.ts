const e164 = /^\+\d{6,15}$/

export const isE164 = (phone: string): boolean => e164.test(phone)

/** `+8613812345678` → `138****5678`; abroad with its country: `+852****5678`. */
export function maskPhone(phone: string): string {
  const mainland = /^\+86(1\d{10})$/.exec(phone)?.[1]
  return `${mainland ? mainland.slice(0, 3) : phone.slice(0, 4)}****${phone.slice(-4)}`
}
