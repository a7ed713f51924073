// SPDX-License-Identifier: Apache-2.0
// Icons are Lucide drawings (ISC licence), put into the bundle at build time.
import alert from "lucide-static/icons/triangle-alert.svg?raw";
import archive from "lucide-static/icons/archive.svg?raw";
import away from "lucide-static/icons/door-closed.svg?raw";
import back from "lucide-static/icons/arrow-left.svg?raw";
import battery from "lucide-static/icons/battery-full.svg?raw";
import batteryLow from "lucide-static/icons/battery-low.svg?raw";
import bell from "lucide-static/icons/bell.svg?raw";
import calendar from "lucide-static/icons/calendar.svg?raw";
import check from "lucide-static/icons/check.svg?raw";
import clips from "lucide-static/icons/clapperboard.svg?raw";
import clock from "lucide-static/icons/clock.svg?raw";
import close from "lucide-static/icons/x.svg?raw";
import coins from "lucide-static/icons/coins.svg?raw";
import copy from "lucide-static/icons/copy.svg?raw";
import doctor from "lucide-static/icons/stethoscope.svg?raw";
import download from "lucide-static/icons/download.svg?raw";
import down from "lucide-static/icons/chevron-down.svg?raw";
import expand from "lucide-static/icons/maximize.svg?raw";
import firmware from "lucide-static/icons/cpu.svg?raw";
import hidden from "lucide-static/icons/eye-off.svg?raw";
import house from "lucide-static/icons/house.svg?raw";
import info from "lucide-static/icons/info.svg?raw";
import left from "lucide-static/icons/chevron-left.svg?raw";
import minus from "lucide-static/icons/zoom-out.svg?raw";
import light from "lucide-static/icons/lightbulb.svg?raw";
import keyboard from "lucide-static/icons/keyboard.svg?raw";
import moon from "lucide-static/icons/moon.svg?raw";
import motion from "lucide-static/icons/footprints.svg?raw";
import muted from "lucide-static/icons/volume-x.svg?raw";
import pause from "lucide-static/icons/pause.svg?raw";
import people from "lucide-static/icons/users.svg?raw";
import photo from "lucide-static/icons/image.svg?raw";
import pin from "lucide-static/icons/pin.svg?raw";
import play from "lucide-static/icons/play.svg?raw";
import plus from "lucide-static/icons/plus.svg?raw";
import power from "lucide-static/icons/power.svg?raw";
import print from "lucide-static/icons/printer.svg?raw";
import qr from "lucide-static/icons/qr-code.svg?raw";
import recording from "lucide-static/icons/circle-dot.svg?raw";
import retry from "lucide-static/icons/refresh-cw.svg?raw";
import right from "lucide-static/icons/chevron-right.svg?raw";
import scan from "lucide-static/icons/scan-qr-code.svg?raw";
import send from "lucide-static/icons/send.svg?raw";
import settings from "lucide-static/icons/settings-2.svg?raw";
import shield from "lucide-static/icons/shield-check.svg?raw";
import shieldOff from "lucide-static/icons/shield-off.svg?raw";
import shrink from "lucide-static/icons/minimize.svg?raw";
import signOut from "lucide-static/icons/log-out.svg?raw";
import snapshot from "lucide-static/icons/camera.svg?raw";
import sound from "lucide-static/icons/volume-2.svg?raw";
import storage from "lucide-static/icons/hard-drive.svg?raw";
import sun from "lucide-static/icons/sun.svg?raw";
import system from "lucide-static/icons/sun-moon.svg?raw";
import tag from "lucide-static/icons/tag.svg?raw";
import talk from "lucide-static/icons/mic.svg?raw";
import talking from "lucide-static/icons/audio-lines.svg?raw";
import tap from "lucide-static/icons/pointer.svg?raw";
import text from "lucide-static/icons/message-square-text.svg?raw";
import timeline from "lucide-static/icons/rows-3.svg?raw";
import trash from "lucide-static/icons/trash-2.svg?raw";
import undo from "lucide-static/icons/undo-2.svg?raw";
import unplug from "lucide-static/icons/unplug.svg?raw";
import visible from "lucide-static/icons/eye.svg?raw";
import zones from "lucide-static/icons/pentagon.svg?raw";
import windowIcon from "lucide-static/icons/picture-in-picture-2.svg?raw";
import zoomIn from "lucide-static/icons/zoom-in.svg?raw";

const drawings = {
  alert, archive, away, back, battery, batteryLow, bell, calendar, check, clips, clock, close, coins, copy, doctor, down, download, expand, firmware, hidden, house, info, keyboard, left, light, minus, moon,
  motion, muted, pause, people, photo, pin, play, plus, power, print, qr, recording, retry, right, scan, send, settings, shield, shieldOff, shrink, signOut,
  snapshot, sound, storage, sun, system, tag, talk, talking, tap, text, timeline, trash, undo, unplug, visible, window: windowIcon, zones, zoomIn,
};

export type IconName = keyof typeof drawings;

function inside(svg: string): string {
  const start = svg.indexOf(">", svg.indexOf("<svg")) + 1;
  return svg.slice(start, svg.lastIndexOf("</svg>"));
}

/** Decoration only: the text beside it, or the button's label, says what it means. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      class="icon"
      viewBox="0 0 24 24"
      width="20"
      height="20"
      fill="none"
      stroke="currentColor"
      stroke-width="1.8"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      dangerouslySetInnerHTML={{ __html: inside(drawings[name]) }}
    />
  );
}
