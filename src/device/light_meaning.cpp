// SPDX-License-Identifier: Apache-2.0
#include "device/light_meaning.hpp"

#include "device/life.hpp"
#include "device/life_table.hpp"

#include <optional>

namespace porchlight::device {

namespace {

using Meaning = std::optional<LightMeaning>;

/// Nothing to shine with, nobody to change the light, or nothing that could matter more.
Meaning before_all(const Life& life) {
    switch (life.stage) {
        case Stage::Unpowered:
        case Stage::HungUnpowered:
        case Stage::TooFlat:
            return LightMeaning::Off;
        case Stage::Hung:
            return life.frozen;
        case Stage::Erasing:
            return LightMeaning::Erasing;
        default:
            return std::nullopt;
    }
}

/// What letting go would lead to, were the press that far.
const Row* release_in(Life life, PressPhase phase) {
    life.button = phase;
    return find_row(life, Event::ButtonReleased);
}

bool would_erase(const Life& life) {
    const Row* row = release_in(life, PressPhase::Armed);
    return row != nullptr && row->to == Stage::Erasing;
}

Meaning of_the_hand(const Life& life) {
    switch (life.button) {
        case PressPhase::Stuck:
            return LightMeaning::StuckButton;
        case PressPhase::Armed:
            return would_erase(life) ? Meaning(LightMeaning::EraseArmed) : std::nullopt;
        case PressPhase::Warning:
            return would_erase(life) ? Meaning(LightMeaning::EraseWarning) : std::nullopt;
        case PressPhase::Soft:
            return release_in(life, PressPhase::Soft) != nullptr ? Meaning(LightMeaning::SoftReset)
                                                                 : std::nullopt;
        case PressPhase::Up:
        case PressPhase::Short:
        case PressPhase::HeldAtBoot:
            break;
    }
    return std::nullopt;
}

Meaning of_the_asked_the_failed_and_the_sleeping(const Life& life) {
    if (life.identifying) {
        return LightMeaning::Identify;
    }
    if (life.stage == Stage::Failed) {
        return LightMeaning::FirmwareFailed;
    }
    return life.stage == Stage::Asleep ? Meaning(LightMeaning::Off) : std::nullopt;
}

Meaning of_harm(const Life& life) {
    if (life.climate == Climate::TooHot) {
        return LightMeaning::TooHot;
    }
    if (life.climate == Climate::TooCold) {
        return LightMeaning::TooCold;
    }
    return life.battery >= Battery::Critical ? Meaning(LightMeaning::BatteryCritical)
                                             : std::nullopt;
}

Meaning of_watching(const Life& life) {
    if (kLive.contains(life.stage)) {
        return LightMeaning::Live;
    }
    if (kRecording.contains(life.stage)) {
        return LightMeaning::Recording;
    }
    return life.storage == Storage::Faulty ? Meaning(LightMeaning::StorageFault) : std::nullopt;
}

LightMeaning of_joining(LinkTrouble trouble) {
    switch (trouble) {
        case LinkTrouble::PasswordRefused:
            return LightMeaning::WifiPasswordRefused;
        case LinkTrouble::NoWifi:
            return LightMeaning::NoWifi;
        default:
            return LightMeaning::JoiningWifi;
    }
}

LightMeaning of_seeking(LinkTrouble trouble) {
    switch (trouble) {
        case LinkTrouble::NoHub:
            return LightMeaning::NoHub;
        case LinkTrouble::HubRefuses:
            return LightMeaning::HubRefuses;
        default:
            return LightMeaning::SeekingHub;
    }
}

Meaning of_the_way_online(const Life& life) {
    switch (life.stage) {
        case Stage::Starting:
            return LightMeaning::Starting;
        case Stage::Pairing:
            return LightMeaning::Pairing;
        case Stage::Updating:
            return LightMeaning::Updating;
        case Stage::Joining:
            return of_joining(life.trouble);
        case Stage::SeekingHub:
            return of_seeking(life.trouble);
        default:
            return std::nullopt;
    }
}

LightMeaning of_idleness(const Life& life) {
    if (life.firmware_failed) {
        return LightMeaning::FirmwareFailed;
    }
    if (life.battery == Battery::Low) {
        return LightMeaning::BatteryLow;
    }
    return life.internet == Internet::Lost ? LightMeaning::NoInternet : LightMeaning::Online;
}

}  // namespace

LightMeaning light_meaning(const Life& life) {
    for (const auto rule : {before_all, of_the_hand, of_the_asked_the_failed_and_the_sleeping,
                            of_harm, of_watching, of_the_way_online}) {
        if (const Meaning meaning = rule(life)) {
            return *meaning;
        }
    }
    return of_idleness(life);
}

}  // namespace porchlight::device
