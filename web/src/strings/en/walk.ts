// SPDX-License-Identifier: Apache-2.0
// Every word of the walk test, of "would have alerted" and of the hands on a live picture, as app.ts.
import type { Replay } from "../../api/types";

type Reason = Replay["not_recorded"][number]["reason"];

const times = (count: number): string => (count === 0 ? "never" : count === 1 ? "once" : count === 2 ? "twice" : `${count} times`);

const reasons: Record<Reason, string> = {
  camera_unreachable: "the camera could not be reached",
  wrong_password: "the camera refused the password",
  stream_stopped: "its picture stopped",
  stream_unsupported: "its picture could not be read",
  storage_failed: "the disk failed",
  storage_full: "the disk was full",
  disk_overload: "the disk was too slow",
  decoder_overload: "the hub was too busy to look",
  hub_stopped: "the hub was off",
  paused: "you had paused it",
};

export const walk = {
  hands: {
    picture: "The live picture. Plus and minus zoom, arrows move, 0 shows the whole picture.",
    record: "Record now",
    recording: "Recording",
    left: (time: string) => `${time} left`,
    stop: "Stop",
    longer: (seconds: number) => `+${seconds} s`,
    always: "It records all the time.",
    window: "In a small window",
    closeWindow: "Back into the page",
    noWindow: "This browser could not open the small window.",
    closer: "Closer",
    wider: "Wider",
    whole: (scale: string) => `Show the whole picture (now ${scale})`,
  },

  walk: {
    title: "Walk test",
    lead: "Walk where somebody would come, and try settings as you go.",
    honest: "Recording goes by the saved ones meanwhile.",
    says: {
      off: "No picture",
      learning: "Wait a moment",
      nothing: "Nothing moves",
      near: "I see something",
      outside: "Outside your zones",
      seen: "I see you",
    },
    means: {
      off: "The test goes on by itself when the picture is back.",
      learning: "I am learning the picture. Stay out of it for a few seconds.",
      nothing: "Walk through the picture.",
      near: "Not enough to count yet. Keep walking, or raise the sensitivity.",
      outside: "Somebody moves there, but outside the areas you watch.",
      seen: "This would be an event.",
    },
    ignored: (why: string) => `Something changed, but that does not count: ${why}.`,
    level: "How near it is to counting",
    sound: "Sound",
    soundHint: "A tone each time you are seen.",
    triggered: "When you were seen",
    notYet: "Not yet.",
    after: (seconds: string) => `after ${seconds} s`,
    afterMeans: "Counted from when you came into sight.",
    zones: "Zones",
    drawZones: "Draw zones",
    zonesDone: "Done drawing",
    zonesNone: "The whole picture is watched.",
    zonesSome: (count: number) => (count === 1 ? "One zone." : `${count} zones.`),
    legend: { counts: "Counts", perhaps: "Not yet", outside: "Outside the zones" },
    trying: "Settings to try",
    pictureLabel: "The live picture with what is seen in it",
    leave: "Leave as it was",
    toCamera: "To the camera",
  },

  replay: {
    title: "How often would it have alerted?",
    text: "The hub looks again at what it recorded in the last 7 days, with these settings and with your saved ones. It does so on the side and may take a while.",
    start: "Count the last 7 days",
    again: "Count again with these settings",
    stale: "You have changed the settings since.",
    waiting: "Another camera is being counted first.",
    running: (percent: number) => `Counting: ${percent} %`,
    soFar: "So far",
    cancel: "Stop counting",
    cancelled: (found: boolean) => `You stopped the count${found ? ". This is what was looked at until then." : " before anything was looked at."}`,
    outcome: (tried: number, saved: number) =>
      tried === saved ? `With these settings: ${times(tried)}, as with your saved ones.` : `With these settings: ${times(tried)}, instead of ${saved > 2 ? saved : times(saved)}.`,
    nothing: "Nothing was recorded of this camera in the last 7 days, so there is nothing to count.",
    groups: { gone: "No longer", fresh: "New", same: "As before", none: "Not counted" },
    groupMeans: {
      gone: "These counted with your saved settings and would not any more.",
      fresh: "These would count now and did not before.",
      same: "These count either way.",
      none: "These count with neither. They were recorded by hand, or began when more was known of the picture.",
    },
    none: "None.",
    clip: (day: string, tried: number, saved: number) => `${day}: ${times(tried)} with these settings, ${times(saved)} with the saved ones`,
    more: (count: number) => (count === 1 ? "One more is not shown." : `${count} more are not shown.`),
    lookedAt: (length: string) => `Looked at ${length} of recordings.`,
    onlyClips: "Outside the clips nothing was kept, so what these settings would have found there is not known. The same holds while the camera was disarmed.",
    allTime: "It recorded all the time, so nothing in between is missing.",
    recorded: (count: number) => `The hub noted ${count === 1 ? "one event" : `${count} events`} in that time; it knew more of the picture than a clip shows.`,
    unreadable: (count: number) => (count === 1 ? "One clip could not be read." : `${count} clips could not be read.`),
    missing: "Not recorded",
    missingFor: (length: string, reason: Reason) => `${length}: ${reasons[reason]}`,
    unplayable: "This clip cannot be shown here.",
  },
};
