// SPDX-License-Identifier: Apache-2.0
import { CameraTile } from "../camera/tile";
import { cameras } from "../state/cameras";
import { session } from "../state/session";
import { words } from "../strings";
import { LinkButton } from "../ui/button";
import { Lantern } from "../ui/logo";

/** After the owner is made: what is here already, and what to do next. */
export function WelcomePage() {
  const demo = (cameras.value ?? []).filter((camera) => camera.demo);
  const name = session.value.phase === "signed_in" ? session.value.user.name : "";
  return (
    <div class="page welcome">
      <header class="welcome-head">
        <Lantern size={64} />
        <h1>{words.welcome.title(name)}</h1>
        <p>{demo.length > 0 ? words.welcome.demo(demo.length) : words.welcome.noDemo}</p>
      </header>
      {demo.length > 0 && (
        <div class="wall" data-count={demo.length}>
          {demo.map((camera) => (
            <CameraTile key={camera.id} camera={camera} />
          ))}
        </div>
      )}
      <ul class="welcome-points">
        {words.welcome.points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
      <div class="welcome-actions">
        <LinkButton tone="main" icon="plus" href="/add">
          {words.welcome.add}
        </LinkButton>
        <LinkButton href="/">{words.welcome.look}</LinkButton>
        <LinkButton href="/try">{words.nav.try}</LinkButton>
      </div>
    </div>
  );
}
