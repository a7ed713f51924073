// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from "preact";
import { now } from "../state/clock";
import { hubLink, tryHubNow } from "../state/hub_link";
import { closeToast, toasts } from "../state/toasts";
import { words } from "../strings";
import { Button } from "./button";
import { Icon, type IconName } from "./icon";

interface NoticeProps {
  tone: "plain" | "warm" | "fault";
  icon: IconName;
  children: ComponentChildren;
  action?: ComponentChildren;
}

/** A line across the page that stays while what it says is true. */
export function Notice({ tone, icon, children, action }: NoticeProps) {
  return (
    <div class={`notice notice-${tone}`}>
      <Icon name={icon} />
      <div class="notice-text">{children}</div>
      {action}
    </div>
  );
}

/** Says that the line to the hub is lost, since when, and when it is tried again. */
export function LostHubBanner() {
  const link = hubLink.value;
  if (link.state !== "lost") return null;
  const wait = Math.max(0, Math.ceil((link.nextTryAt - now.value) / 1000));
  return (
    <div class="lost-hub">
      <Icon name="unplug" />
      <div class="notice-text" role="alert">
        <strong>{words.hub.lost}</strong> {words.hub.lostMeans}
      </div>
      {/* Outside the alert, so that it is not read out each second. */}
      <span class="lost-hub-wait">{wait > 0 ? words.hub.nextTry(wait) : words.hub.tryingNow}</span>
      <Button onClick={tryHubNow}>{words.hub.tryNow}</Button>
    </div>
  );
}

export function ToastList() {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.value.map((toast) => (
        <div key={toast.id} class={`toast toast-${toast.tone}`}>
          <span>{toast.text}</span>
          {toast.undo && (
            <Button tone="quiet" icon="undo" onClick={toast.undo}>
              {words.form.undo}
            </Button>
          )}
          {toast.link && (
            <a class="button button-quiet" href={toast.link.href} onClick={() => closeToast(toast.id)}>
              {toast.link.text}
            </a>
          )}
          <Button tone="quiet" icon="close" label={words.form.close} onClick={() => closeToast(toast.id)} />
        </div>
      ))}
    </div>
  );
}

/** For a list with nothing in it, or a whole page: says why and what to do. */
export function Empty({ icon, title, page = false, children }: { icon: IconName; title: string; page?: boolean; children?: ComponentChildren }) {
  const Heading = page ? "h1" : "h2";
  return (
    <div class="empty">
      <span class="empty-icon">
        <Icon name={icon} />
      </span>
      <Heading>{title}</Heading>
      {children}
    </div>
  );
}

export function Loading({ text = words.form.loading }: { text?: string }) {
  return (
    <div class="loading" role="status">
      <span class="spinner" aria-hidden="true" />
      {text}
    </div>
  );
}
