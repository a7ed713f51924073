// SPDX-License-Identifier: Apache-2.0
import type { DoctorSession } from "../api/types";
import { doctorWords } from "../strings/doctor";
import { certaintyOf } from "./controls";

const text = doctorWords.walk;
const meter = 4;

/** How sure, as words; the bars beside them are decoration. */
function Certain({ share }: { share: number }) {
  const one = certaintyOf(share);
  const filled = { hardly: 1, perhaps: 2, likely: 3, very_likely: 4 }[one];
  return (
    <span class="certain" data-certainty={one}>
      <span class="certain-bars" aria-hidden="true">
        {Array.from({ length: meter }, (_, index) => (
          <span key={index} data-on={index < filled} />
        ))}
      </span>
      {text.certainty(one)}
    </span>
  );
}

/** The likeliest cause, in words and with how sure that is. */
export function CauseCard({ session }: { session: DoctorSession }) {
  const { phase, causes, summary } = session;
  const [first] = causes;
  if (phase === "ended") return null;
  const title = phase === "looking" ? text.causeEarly : text.cause;
  const isClear = first !== undefined && certaintyOf(first.share) !== "hardly" && summary.startsWith(first.title);
  return (
    <section class="cause-card" aria-labelledby="cause-title">
      <div class="cause-head">
        <h2 id="cause-title">{title}</h2>
        {first && isClear && <Certain share={first.share} />}
      </div>
      <p class="cause-name">{summary}</p>
    </section>
  );
}
