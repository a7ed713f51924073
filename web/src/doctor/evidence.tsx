// SPDX-License-Identifier: Apache-2.0
import type { DoctorFinding, DoctorReason, DoctorSession } from "../api/types";
import { doctorWords } from "../strings/doctor";
import { Icon } from "../ui/icon";
import { certaintyOf, isQuote, newestFindings, ruledOutBelow, strengthOf } from "./controls";

const text = doctorWords.evidence;

/** What was seen, as an answer to its question; the words or figures that it was taken from stand beneath. */
function Reason({ reason, finding }: { reason: DoctorReason; finding: DoctorFinding | undefined }) {
  return (
    <li>
      <strong>{finding ? `${finding.ask} ${finding.says}` : reason.words}</strong>
      <span class="quiet">
        {finding && reason.words !== finding.says && `${isQuote(finding) ? doctorWords.findings.words(reason.words) : reason.words}, `}
        {text.strength(strengthOf(reason.times_likelier))}
      </span>
    </li>
  );
}

export function Evidence({ session }: { session: DoctorSession }) {
  const findings = new Map(newestFindings(session.findings).map((finding) => [finding.observation, finding]));
  const others = session.causes.slice(1);
  const open = others.filter(({ share }) => share >= ruledOutBelow);
  const out = others.filter(({ share }) => share < ruledOutBelow);
  return (
    <details class="card fold evidence">
      <summary>{text.why}</summary>
      {session.causes[0] && (
        <p>
          <strong>{session.causes[0].title}.</strong> {session.causes[0].says}
        </p>
      )}
      {session.why.length === 0 && <p class="quiet">{text.whyNone}</p>}
      <ul class="reasons">
        {session.why.map((reason) => (
          <Reason key={`${reason.observation} ${reason.words}`} reason={reason} finding={findings.get(reason.observation)} />
        ))}
      </ul>
      {session.against && (
        <>
          <h2>{text.against}</h2>
          <ul class="reasons">
            <Reason reason={session.against} finding={findings.get(session.against.observation)} />
          </ul>
        </>
      )}
      {open.length > 0 && (
        <>
          <h2>{text.else}</h2>
          <ul class="reasons">
            {open.map((cause) => (
              <li key={cause.id}>
                <strong>{cause.title}</strong>
                <span class="quiet">{cause.says}</span>
                <span class="quiet">{doctorWords.walk.certainty(certaintyOf(cause.share))}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {out.length > 0 && (
        <>
          <h2>{text.ruledOut}</h2>
          <ul class="plain-list">
            {out.map((cause) => (
              <li key={cause.id}>{cause.title}</li>
            ))}
          </ul>
        </>
      )}
    </details>
  );
}

export function Tried({ session }: { session: DoctorSession }) {
  if (session.outcomes.length === 0) return null;
  return (
    <details class="card fold">
      <summary>{text.tried}</summary>
      <ol class="reasons">
        {session.outcomes.map((outcome, index) => (
          <li key={`${index} ${outcome.step}`}>
            <strong>{outcome.say}</strong>
            <span class="came" data-came={outcome.came}>
              <Icon name={outcome.came === "fixed" ? "check" : "info"} />
              {text.came[outcome.came]}
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}
