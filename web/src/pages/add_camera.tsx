// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import { call } from "../api/client";
import type { TestResult } from "../api/types";
import { AddTabs } from "../camera/add_tabs";
import { AddressForm, noAddress, urlsOf, withMake } from "../camera/address_form";
import { TestResultView } from "../camera/test_result";
import { WaitingNotice } from "../devices/waiting_notice";
import { go, place } from "../router";
import { useAttempt } from "../state/attempt";
import { applyCamera } from "../state/cameras";
import { say } from "../state/toasts";
import { words } from "../strings";
import { Button } from "../ui/button";
import { Field } from "../ui/field";

function useAdding() {
  // From where the model was picked, its make is known.
  const address = useSignal(withMake(noAddress, place.value.query.get("make") ?? ""));
  const name = useSignal("");
  const attempt = useAttempt();
  const result = useSignal<{ for: string; outcome: TestResult } | null>(null);

  const test = (): Promise<boolean> =>
    attempt.run(async () => {
      const urls = urlsOf(address.value);
      result.value = null;
      const outcome = await call("POST /cameras/test", { body: urls });
      result.value = { for: JSON.stringify(urls), outcome };
    }, "test");
  const save = (untested: boolean): Promise<boolean> =>
    attempt.run(async () => {
      const body = { name: name.value.trim() || words.add.defaultName, ...urlsOf(address.value), ...(untested && { untested }) };
      const camera = await call("POST /cameras", { body });
      applyCamera(camera);
      say(words.add.added(camera.settings.name));
      go(`/cameras/${camera.id}/walk?new`);
    }, "save");
  // A result says nothing about an address that was changed after it.
  const current = result.value?.for === JSON.stringify(urlsOf(address.value)) ? result.value.outcome : null;
  return { address, name, attempt, result: current, test, save };
}

type Adding = ReturnType<typeof useAdding>;

function SaveForm({ adding, untested }: { adding: Adding; untested: boolean }) {
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void adding.save(untested);
      }}
    >
      <Field
        label={words.add.name}
        value={adding.name.value}
        onInput={(text) => (adding.name.value = text)}
        placeholder={words.add.namePlaceholder}
        error={adding.attempt.errorAt("name")}
        required
        autofocus={!untested}
      />
      <Button type="submit" tone={untested ? "plain" : "main"} icon="plus" busy={adding.attempt.busy === "save"}>
        {untested ? words.add.saveAnyway : words.add.save}
      </Button>
    </form>
  );
}

export function AddCameraPage() {
  const adding = useAdding();
  const { result, attempt } = adding;
  const elsewhere = attempt.errorAt("name", "url") ? undefined : attempt.errorAt();
  return (
    <div class="page page-narrow">
      <header>
        <h1>{words.add.title}</h1>
        <p class="lead">{words.add.text}</p>
      </header>
      <AddTabs at="address" />
      <WaitingNotice />
      <section class="card">
        <form
          class="stack"
          onSubmit={(event) => {
            event.preventDefault();
            void adding.test();
          }}
        >
          <AddressForm address={adding.address} error={attempt.errorAt("url")} />
          <Button type="submit" tone={result?.ok ? "plain" : "main"} icon="retry" busy={attempt.busy === "test"}>
            {attempt.busy === "test" ? words.add.testing : words.add.test}
          </Button>
        </form>
        {elsewhere && (
          <p class="field-error" role="alert">
            {elsewhere}
          </p>
        )}
      </section>
      {result && (
        <section class="card" aria-live="polite">
          <TestResultView result={result} />
          {result.ok ? (
            <SaveForm adding={adding} untested={false} />
          ) : (
            <details class="more-fields">
              <summary>{words.add.anyway}</summary>
              <SaveForm adding={adding} untested />
            </details>
          )}
        </section>
      )}
    </div>
  );
}
