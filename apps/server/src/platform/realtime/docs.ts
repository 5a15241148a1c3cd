export function renderRealtimeDocs(): string {
  return ''
}
