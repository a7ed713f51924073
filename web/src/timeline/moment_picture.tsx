// SPDX-License-Identifier: Apache-2.0
import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { clipMomentUrl, clipThumbnailUrl } from "../api/client";
import { type Moment, pictureAt } from "./moment";

/** Fetches one picture at a time. While it is on its way only the newest wish is remembered. */
class NewestPicture {
  private wish = "";
  private busy = false;
  private alive = true;

  constructor(private readonly shown: Signal<string | null>) {}

  want(url: string): void {
    this.wish = url;
    if (!this.busy && this.shown.value !== url) this.fetch();
  }

  stop(): void {
    this.alive = false;
  }

  private fetch(): void {
    const asked = this.wish;
    const picture = new Image();
    this.busy = true;
    picture.addEventListener("load", () => this.came(asked, true));
    picture.addEventListener("error", () => this.came(asked, false));
    picture.src = asked;
  }

  private came(asked: string, whole: boolean): void {
    this.busy = false;
    if (!this.alive) return;
    if (whole) this.shown.value = asked;
    if (this.wish !== asked) this.fetch();
  }
}

/** The picture of a moment. While it comes the last one of the same clip stays; before that the clip's own. */
export function MomentPicture({ moment, step }: { moment: Moment; step: number }) {
  const { clip } = moment;
  const shown = useSignal<string | null>(null);
  const newest = useRef<NewestPicture | null>(null);
  const url = clipMomentUrl(clip.id, pictureAt(moment, step));
  useEffect(() => {
    newest.current = new NewestPicture(shown);
    return () => newest.current?.stop();
  }, [shown]);
  useEffect(() => newest.current?.want(url), [url]);
  const own = clip.end ? clipThumbnailUrl(clip.id) : undefined;
  const fits = shown.value?.includes(`/clips/${clip.id}/`) ?? false;
  return <img class="moment-picture" src={fits && shown.value ? shown.value : own} alt="" width="320" height="180" draggable={false} />;
}
