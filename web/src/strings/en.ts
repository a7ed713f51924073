// SPDX-License-Identifier: Apache-2.0
// Every word the app shows, in plain and short English. Sentences with numbers or names are functions, so that another
// language can order them its own way.

const many = (count: number, one: string, more: string): string => (count === 1 ? `1 ${one}` : `${count} ${more}`);
const list = (names: string[]): string =>
  names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;

export const en = {
  nav: {
    label: "Main",
    home: "Porchlight, to your cameras",
    wall: "Cameras",
    timeline: "Timeline",
    clips: "Clips",
    add: "Add camera",
    settings: "Settings",
    skip: "Skip to the page",
    back: "Back",
  },
  form: {
    cancel: "Cancel",
    close: "Close",
    save: "Save",
    saved: "Saved.",
    undo: "Undo",
    loading: "One moment…",
    more: "Show more",
    showPassword: "Show the password",
    hidePassword: "Hide the password",
  },
  errors: {
    unreachable: "The hub does not answer. Check that it is on and that this device is on the home network.",
    unreadable: (status: number) => `The hub gave an answer that this page does not understand (${status}). Reload the page.`,
    unexpected: "Something went wrong in this page. Reload it and try again.",
  },
  time: {
    today: "Today",
    todayInline: "today",
    yesterday: "Yesterday",
    justNow: "just now",
    secondsAgo: (count: number) => `${count} s ago`,
    minutesAgo: (count: number) => `${count} min ago`,
    hoursAgo: (count: number) => `${count} h ago`,
    daysAgo: (count: number) => `${many(count, "day", "days")} ago`,
  },
  hub: {
    lost: "No connection to the hub.",
    lostMeans: "What you see may be old. The hub itself may still be recording.",
    nextTry: (seconds: number) => `Next try in ${seconds} s`,
    tryingNow: "Trying now…",
    tryNow: "Try now",
    tryAgain: "Try again",
    unreachableTitle: "The hub does not answer",
    unreachableText: "Check that the hub is on and that this device is on the home network, then try again.",
    pageFailed: "This page could not be fetched from the hub. Reload to try again.",
  },
  signIn: {
    title: "Sign in",
    text: "Your cameras are a step away.",
    expired: "You were signed out. Sign in again to go on.",
    name: "Name",
    password: "Password",
    action: "Sign in",
  },
  setup: {
    title: "Make this home yours",
    text: "You are the first one here. Choose a name and a password; they stay on this hub and go nowhere else.",
    name: "Your name",
    password: "Password",
    passwordHint: (count: number) => `At least ${count} characters. Three or four unrelated words are easy to keep in mind and hard to guess.`,
    strengthLabel: "Strength",
    short: (missing: number) => `${many(missing, "more character", "more characters")} to go.`,
    strength: {
      weak: "Easy to guess. Avoid your name, repeats and runs like 12345.",
      fair: "Fair. A longer one is better.",
      good: "Good, if you use it nowhere else.",
    },
    action: "Create owner",
    noTokenTitle: "Open the setup link",
    noTokenText: "This hub has no owner yet. When it started it printed a link that works once; open that link on this device.",
  },
  welcome: {
    tab: "Welcome",
    title: (name: string) => (name ? `The light is on, ${name}.` : "The light is on."),
    demo: (count: number) =>
      `${count === 1 ? "This demo camera is" : `These ${count} demo cameras are`} drawn by the hub, so that you can see motion, clips and a timeline before you connect anything. Remove them whenever you like.`,
    noDemo: "Nothing is connected yet. Add your first camera and its picture appears here.",
    points: [
      "Everything is kept on this hub. No account, no cloud.",
      "When a camera stops, you read why, not just that it did.",
      "Each stretch that was not recorded is shown as a gap, with its reason.",
    ],
    add: "Add a real camera",
    look: "Look around first",
  },
  home: {
    armed: "Armed",
    armedMeans: "Motion is recorded",
    disarmed: "Disarmed",
    disarmedMeans: "Motion is not recorded",
  },
  demo: {
    notice: "The cameras marked “demo” are drawn by the hub to show you around.",
    remove: "Remove the demo cameras",
    removeTitle: "Remove the demo cameras?",
    removeText: "Both demo cameras and their clips go. Your own cameras and clips stay.",
    mark: "Demo",
  },
  wall: {
    title: "Cameras",
    unknown: "Cameras cannot be seen right now, because the hub does not answer.",
    watching: (watching: number, all: number) => {
      if (all === 0) return "No camera is watching.";
      if (watching === all) return all === 1 ? "Your camera is watching." : `All ${all} cameras are watching.`;
      return `${watching} of ${many(all, "camera", "cameras")} ${watching === 1 ? "is" : "are"} watching.`;
    },
    blind: (names: string[]) => `No picture from ${list(names)}.`,
    paused: (count: number) => `${many(count, "camera is", "cameras are")} paused.`,
    emptyTitle: "No cameras yet",
    emptyText: "Connect one by its network address. You see its picture before anything is saved.",
    latest: "Latest clips",
    allClips: "All clips",
    noClips: "No clips yet. When something moves in front of a camera, it appears here.",
  },
  live: {
    coming: "The picture is coming",
    noPicture: "No picture yet",
    lastPicture: (ago: string) => `Last picture ${ago}`,
  },
  camera: {
    live: "Live",
    connecting: "Connecting",
    noPicture: "No picture",
    paused: "Paused",
    pausedMeans: "You paused this camera. Nothing is watched or recorded.",
    unknown: "Not known",
    nextTry: (seconds: number) => `Next try in ${seconds} s`,
    tryingNow: "Trying now…",
    motion: "Motion",
    recording: "Recording",
    disarmed: "Disarmed",
  },
  clips: {
    removedCamera: "A removed camera",
    recordingNow: "Recording…",
    pinned: "Kept",
    kinds: { motion: "Motion", continuous: "Continuous", ring: "Ring" },
  },
  storage: {
    title: "Storage",
    used: (used: string, room: string) => `Clips use ${used} of ${room}`,
    since: (day: string) => `Oldest clip: ${day}. When full, the oldest make room; kept clips stay.`,
    empty: "No clips stored yet.",
  },
  notFound: {
    title: "Nothing here",
    text: "This address leads to no page. The camera or clip may have been removed.",
  },
};
