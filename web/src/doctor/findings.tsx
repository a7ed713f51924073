// SPDX-License-Identifier: Apache-2.0
import { call, sentenceOf } from "../api/client";
import type { DoctorFinding, DoctorSession } from "../api/types";
import { say } from "../state/toasts";
import { doctorWords } from "../strings/doctor";
import { Button } from "../ui/button";
import { isOwners, isQuote, newestFindings } from "./controls";

const text = doctorWords.findings;

interface Props {
  session: DoctorSession;
  onChange: (session: DoctorSession) => void;
}

function Row({ finding, onWrong }: { finding: DoctorFinding; onWrong: () => void }) {
  return (
    <li class="finding">
      <span class="finding-text">
        <span class="quiet">{finding.ask}</span>
        <strong>{finding.says}</strong>
        {finding.words && <span class="quiet">{isQuote(finding) ? text.words(finding.words) : finding.words}</span>}
      </span>
      <Button label={text.wrongOf(finding.ask)} onClick={onWrong}>
        {text.wrong}
      </Button>
    </li>
  );
}

/** All that was understood or measured. Whatever is not so can be taken out. */
export function Findings({ session, onChange }: Props) {
  const all = newestFindings(session.findings);
  if (all.length === 0) return null;
  const takeOut = async (observation: string): Promise<void> => {
    try {
      onChange(await call("POST /doctor/sessions/{id}/correction", { id: session.id, body: { observation, value: null } }));
      say(text.corrected);
    } catch (error) {
      say(sentenceOf(error), { tone: "fault" });
    }
  };
  const groups = [
    [text.said, all.filter(isOwners)],
    [text.looked, all.filter((finding) => !isOwners(finding))],
  ] as const;
  return (
    <details class="card fold">
      <summary>{text.title(all.length)}</summary>
      <p class="quiet">{text.hint}</p>
      {groups.map(
        ([name, findings]) =>
          findings.length > 0 && (
            <section key={name} class="finding-group">
              <h3>{name}</h3>
              <ul class="findings">
                {findings.map((finding) => (
                  <Row key={finding.observation} finding={finding} onWrong={() => void takeOut(finding.observation)} />
                ))}
              </ul>
            </section>
          ),
      )}
    </details>
  );
}
