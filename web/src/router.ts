// SPDX-License-Identifier: Apache-2.0
// A router of the size this app needs: a table of patterns, one signal, links that stay in the page.
import { computed, signal } from "@preact/signals";

export interface Place {
  path: string;
  query: URLSearchParams;
}

function here(): Place {
  return { path: location.pathname, query: new URLSearchParams(location.search) };
}

export const place = signal<Place>(here());

export type Params = Record<string, string>;

/** `/cameras/:id` against `/cameras/7` gives `{id: "7"}`; no match gives null. */
export function matchPath(pattern: string, path: string): Params | null {
  const wanted = pattern.split("/");
  const given = path.replace(/(.)\/$/, "$1").split("/");
  if (wanted.length !== given.length) return null;
  const params: Params = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? "";
    if (part.startsWith(":") && value !== "") params[part.slice(1)] = decodeURIComponent(value);
    else if (part !== value) return null;
  }
  return params;
}

export function go(to: string, how: "push" | "replace" = "push"): void {
  if (how === "push") history.pushState(null, "", to);
  else history.replaceState(null, "", to);
  const before = place.value.path;
  place.value = here();
  if (before !== place.value.path) scrollTo(0, 0);
}

/** Changes some of the query without a new entry in the history. */
export function changeQuery(changes: Record<string, string | undefined>): void {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined || value === "") query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  go(`${location.pathname}${text ? `?${text}` : ""}`, "replace");
}

function plainClick(click: MouseEvent): boolean {
  return click.button === 0 && !click.defaultPrevented && !click.metaKey && !click.ctrlKey && !click.shiftKey && !click.altKey;
}

function stayInPage(click: MouseEvent): void {
  const link = (click.target as Element | null)?.closest("a");
  if (!link || !plainClick(click) || link.target || link.hasAttribute("download")) return;
  if (link.origin !== location.origin || link.pathname.startsWith("/api/") || link.pathname.startsWith("/trust")) return;
  if (link.hash && link.pathname === location.pathname) return;
  click.preventDefault();
  go(link.pathname + link.search);
}

export function startRouter(): () => void {
  const moved = (): void => {
    place.value = here();
  };
  addEventListener("popstate", moved);
  document.addEventListener("click", stayInPage);
  return () => {
    removeEventListener("popstate", moved);
    document.removeEventListener("click", stayInPage);
  };
}

export const currentPath = computed(() => place.value.path);
