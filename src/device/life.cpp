// SPDX-License-Identifier: Apache-2.0
#include "device/life.hpp"

#include "device/life_table.hpp"

namespace porchlight::device {

namespace {

/// Sets a condition; if that is news, `report` is to be done.
template <typename Value>
Actions set(Value& condition, Value now, Actions report) {
    const bool is_news = condition != now;
    condition = now;
    return is_news ? report : Actions();
}

Actions note_press(Life& life, Event event) {
    switch (event) {
        case Event::ButtonShort:
            return set(life.button, PressPhase::Short, {});
        case Event::ButtonSoft:
            return set(life.button, PressPhase::Soft, {});
        case Event::ButtonWarning:
            return set(life.button, PressPhase::Warning, {});
        case Event::ButtonArmed:
            return set(life.button, PressPhase::Armed, {});
        case Event::ButtonStuck:
            return set(life.button, PressPhase::Stuck, {Action::ReportStuckButton});
        case Event::ButtonHeldAtBoot:
            return set(life.button, PressPhase::HeldAtBoot, {});
        case Event::ButtonReleased:
            return set(life.button, PressPhase::Up, {});
        default:
            return {};
    }
}

/// What the event says about the device, whatever it is doing.
Actions note(Life& life, Event event) {
    switch (event) {
        case Event::InternetLost:
            return set(life.internet, Internet::Lost, {});
        case Event::InternetBack:
            return set(life.internet, Internet::Reachable, {});
        case Event::BatteryGood:
            return set(life.battery, Battery::Good, {Action::ReportBattery});
        case Event::BatteryLow:
            return set(life.battery, Battery::Low, {Action::ReportBattery});
        case Event::BatteryCritical:
            return set(life.battery, Battery::Critical, {Action::ReportBattery});
        case Event::BatteryFlat:
            return set(life.battery, Battery::Flat, {Action::ReportBattery});
        case Event::TemperatureGood:
            return set(life.climate, Climate::Good, {Action::ReportClimate});
        case Event::TooHot:
            return set(life.climate, Climate::TooHot, {Action::ReportClimate});
        case Event::TooCold:
            return set(life.climate, Climate::TooCold, {Action::ReportClimate});
        case Event::StorageGood:
            return set(life.storage, Storage::Good, {Action::ReportStorage});
        case Event::StorageFailed:
            return set(life.storage, Storage::Faulty, {Action::ReportStorage});
        case Event::IdentifyAsked:
            life.identifying = true;
            return {Action::SetIdentifyTimer};
        case Event::IdentifyOver:
            return set(life.identifying, false, {});
        default:
            return note_press(life, event);
    }
}

/// What begins and ends with a stage. Where the firmware stops running it can do nothing any more:
/// the hub then ends the clip at what it has.
Actions at_the_border(Stage from, Stage to, Event event) {
    Actions actions;
    const auto leaves = [&](StageSet stages) {
        return stages.contains(from) && !stages.contains(to);
    };
    const auto enters = [&](StageSet stages) {
        return !stages.contains(from) && stages.contains(to);
    };
    if (!kPowered.contains(to)) {
        return actions;
    }
    if (leaves(kRecording)) {
        actions |= {Action::StopRecording};
    }
    if (leaves(kLive)) {
        actions |= {Action::StopLive};
    }
    const bool is_update_over = event == Event::UpdateFinished || event == Event::UpdateFailed;
    if (leaves({Stage::Updating}) && !is_update_over) {
        actions |= {Action::AbortUpdate};
    }
    if (enters(kRecording)) {
        actions |= {Action::StartRecording};
    }
    if (enters(kLive)) {
        actions |= {Action::StartLive};
    }
    if (enters({Stage::Updating})) {
        actions |= {Action::BeginUpdate};
    }
    return actions;
}

Memory memory_after(Memory memory, Event event, Actions actions) {
    if (event == Event::CredentialsReceived) {
        memory.has_wifi_credentials = true;
        memory.has_hub_key = true;
        memory.has_settings = true;
        memory.has_storage_link = true;
    }
    if (event == Event::EraseStepDone) {
        memory = after_erase_step(memory);
    }
    Firmware& firmware = memory.firmware;
    if (actions.contains(Action::SwitchFirmware)) {
        firmware = {.running = other(firmware.running), .on_trial = true};
    }
    if (actions.contains(Action::RollBackFirmware)) {
        firmware = {.running = other(firmware.running), .on_trial = false};
    }
    if (actions.contains(Action::ConfirmFirmware)) {
        firmware.on_trial = false;
    }
    return memory;
}

LinkTrouble trouble_after(LinkTrouble before, Event event, const Row& row) {
    switch (event) {
        case Event::WifiPasswordRefused:
            return LinkTrouble::PasswordRefused;
        case Event::WifiNotFound:
            return LinkTrouble::NoWifi;
        case Event::HubNotFound:
            return LinkTrouble::NoHub;
        case Event::HubRefused:
            return LinkTrouble::HubRefuses;
        default:
            return row.to ? LinkTrouble::None : before;
    }
}

/// What a device has forgotten when it boots.
Life after_restart(const Life& life) {
    return {.kind = life.kind,
            .stage = life.stage,
            .battery = life.battery,
            .climate = life.climate,
            .storage = life.storage,
            .firmware_failed = life.firmware_failed,
            .memory = life.memory};
}

Life after_power_loss(const Life& life) {
    return {.kind = life.kind, .stage = life.stage, .memory = life.memory};
}

/// Moves along the row.
Actions follow(const Row& row, Event event, Life& life) {
    const Stage from = life.stage;
    const LightMeaning shown = light_meaning(life);
    life.stage = row.to.value_or(from);
    life.trouble = trouble_after(life.trouble, event, row);
    const Actions actions = row.actions | at_the_border(from, life.stage, event);
    life.memory = memory_after(life.memory, event, actions);
    if (actions.overlaps({Action::ConfirmFirmware, Action::BeginUpdate})) {
        life.firmware_failed = false;
    }
    if (actions.contains(Action::ReportFirmware)) {
        life.firmware_failed = true;
    }
    if (actions.contains(Action::StartSelfTest)) {
        life = after_restart(life);
    }
    if (life.stage == Stage::Unpowered) {
        life = after_power_loss(life);
    }
    if (event == Event::Froze) {
        life.frozen = shown;
    }
    return actions;
}

}  // namespace

Keeper keeper_of(const Life& life) {
    if (!holds(Guard::AbleToSee, life) || life.kind == Kind::Hub) {
        return Keeper::Nobody;
    }
    if (kOnline.contains(life.stage)) {
        return Keeper::Hub;
    }
    const bool is_away = life.stage == Stage::Joining || life.stage == Stage::SeekingHub;
    return is_away && is_paired(life.memory) ? Keeper::Itself : Keeper::Nobody;
}

Outcome next(const Life& life, Event event) {
    if (!can_come(life.kind, life.stage, event)) {
        return {life, {}, Answer::CannotCome};
    }
    Outcome outcome;
    outcome.life = life;
    const Row* row = find_row(life, event);  // its guards ask what was true before
    outcome.actions = note(outcome.life, event);
    if (row != nullptr) {
        outcome.actions |= follow(*row, event, outcome.life);
    }
    const bool is_changed = row != nullptr || outcome.life != life || outcome.actions != Actions();
    outcome.answer = is_changed ? Answer::Changed : Answer::Ignored;
    return outcome;
}

}  // namespace porchlight::device
