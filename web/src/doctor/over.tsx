// SPDX-License-Identifier: Apache-2.0
// The phases in which nothing is asked: the hub looks, support, the end.
import { doctorWords } from "../strings/doctor";
import { LinkButton } from "../ui/button";
import { Icon } from "../ui/icon";
import type { PhaseProps } from "./phase";

export function Looking({ isSeen, title }: PhaseProps) {
  const text = doctorWords.looking;
  return (
    <section class="card phase" data-phase="looking" aria-labelledby="phase-title">
      <div class="watch-row">
        <span class="looking-eye" aria-hidden="true">
          <Icon name="doctor" />
        </span>
        <div class="watch-text">
          <h1 id="phase-title" ref={title} tabIndex={-1}>
            {text.title}
          </h1>
          <p role="status">{isSeen ? text.text : text.textBeyond}</p>
        </div>
      </div>
    </section>
  );
}

export function Support({ session, title }: PhaseProps) {
  const text = doctorWords.support;
  return (
    <section class="card phase" data-phase="support" aria-labelledby="phase-title">
      <h1 id="phase-title" ref={title} tabIndex={-1}>
        {text.title}
      </h1>
      <p class="lead">{session.next.say}</p>
      <p class="quiet">{text.text}</p>
      <div class="actions phase-actions">
        <LinkButton tone="main" icon="text" href={`/doctor/${session.id}/report`}>
          {doctorWords.report.open}
        </LinkButton>
      </div>
    </section>
  );
}

export function Ended({ session, title }: PhaseProps) {
  const text = doctorWords.ended;
  const end = session.end ?? "left";
  const isGood = end === "fixed" || end === "by_itself" || end === "all_is_well";
  return (
    <section class="card phase" data-phase="ended" data-good={isGood} aria-labelledby="phase-title">
      <div class="watch-row">
        <span class="end-sign" data-good={isGood} aria-hidden="true">
          <Icon name={isGood ? "check" : "info"} />
        </span>
        <div class="watch-text">
          <h1 id="phase-title" ref={title} tabIndex={-1}>
            {text.titles[end]}
          </h1>
          <p>{session.summary}</p>
          {end === "fixed" && session.camera_id !== null && <p class="quiet">{text.fixedHint}</p>}
          {end === "left" && <p class="quiet">{text.leftHint}</p>}
        </div>
      </div>
      <div class="actions phase-actions">
        <LinkButton icon="text" href={`/doctor/${session.id}/report`}>
          {doctorWords.report.open}
        </LinkButton>
        {session.camera_id !== null && (
          <LinkButton icon="play" href={`/cameras/${session.camera_id}`}>
            {text.toCamera}
          </LinkButton>
        )}
        {!isGood && (
          <LinkButton icon="doctor" href={session.camera_id === null ? "/doctor" : `/doctor?camera=${session.camera_id}`}>
            {text.anew}
          </LinkButton>
        )}
      </div>
    </section>
  );
}
