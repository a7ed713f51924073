// SPDX-License-Identifier: Apache-2.0
import type { DoctorSession } from "../api/types";
import { doctorWords } from "../strings/doctor";
import { Icon } from "../ui/icon";

/** What a question or a step costs: time, money, and what a mistake would. */
export function Price({ next, isStep }: { next: DoctorSession["next"]; isStep: boolean }) {
  const text = doctorWords.walk;
  return (
    <>
      <ul class="price">
        <li>
          <Icon name="clock" />
          {text.minutes(next.minutes)}
        </li>
        {isStep && (
          <li data-costs={next.costs_money}>
            <Icon name="coins" />
            {next.costs_money ? text.money : text.free}
          </li>
        )}
      </ul>
      {next.warning && (
        <p class="price-warning">
          <Icon name="alert" />
          <span>
            <strong>{text.warning}</strong> {next.warning}
          </span>
        </p>
      )}
    </>
  );
}
