// SPDX-License-Identifier: Apache-2.0
/** A time zone in which that hour of the day has begun now: a page that shows today shows what there is of it. */
export function zoneAt(hour: number): string {
  const ahead = ((hour - new Date().getUTCHours() + 36) % 24) - 12;
  return `Etc/GMT${ahead > 0 ? "-" : "+"}${Math.abs(ahead)}`; // east is minus there (POSIX)
}
