// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./icon";

interface ButtonProps {
  children?: ComponentChildren;
  icon?: IconName;
  /** `main` once a page; `quiet` has no ground; `fault` for what destroys. */
  tone?: "main" | "plain" | "quiet" | "fault";
  type?: "button" | "submit";
  busy?: boolean;
  disabled?: boolean;
  pressed?: boolean;
  /** Needed when there is an icon and no text. */
  label?: string;
  onClick?: (click: MouseEvent) => void;
}

export function Button({ children, icon, tone = "plain", type = "button", busy, disabled, pressed, label, onClick }: ButtonProps) {
  return (
    <button
      type={type}
      class={`button button-${tone}${children ? "" : " button-round"}`}
      aria-label={label}
      title={children ? undefined : label}
      aria-pressed={pressed}
      aria-busy={busy}
      disabled={disabled || busy}
      onClick={onClick}
    >
      {busy ? <span class="spinner" aria-hidden="true" /> : icon && <Icon name={icon} />}
      {children && <span>{children}</span>}
    </button>
  );
}

interface LinkButtonProps {
  href: string;
  children?: ComponentChildren;
  icon?: IconName;
  tone?: ButtonProps["tone"];
  label?: string;
  download?: string | boolean;
}

/** A link that looks like a button: for going somewhere. */
export function LinkButton({ href, children, icon, tone = "plain", label, download }: LinkButtonProps) {
  return (
    <a
      class={`button button-${tone}${children ? "" : " button-round"}`}
      href={href}
      aria-label={label}
      title={children ? undefined : label}
      download={download}
    >
      {icon && <Icon name={icon} />}
      {children && <span>{children}</span>}
    </a>
  );
}
