// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "device/life.hpp"

#include <array>
#include <initializer_list>
#include <ostream>
#include <vector>

namespace porchlight::device {

inline constexpr std::array kKinds{Kind::Camera, Kind::Doorbell, Kind::Hub};
inline constexpr std::array kBatteries{Battery::Good, Battery::Low, Battery::Critical,
                                       Battery::Flat};
inline constexpr std::array kPhases{PressPhase::Up,        PressPhase::Short, PressPhase::Soft,
                                    PressPhase::Warning,   PressPhase::Armed, PressPhase::Stuck,
                                    PressPhase::HeldAtBoot};

inline std::vector<Stage> all_stages() {
    std::vector<Stage> all;
    for (std::size_t i = 0; i < kStages; ++i) {
        all.push_back(static_cast<Stage>(i));
    }
    return all;
}

inline std::vector<Event> all_events() {
    std::vector<Event> all;
    for (std::size_t i = 0; i < kEvents; ++i) {
        all.push_back(static_cast<Event>(i));
    }
    return all;
}

inline Memory paired_memory() {
    return {.has_hub_key = true,
            .has_wifi_credentials = true,
            .has_settings = true,
            .has_storage_link = true};
}

/// So that a failed expectation names what it saw.
inline std::ostream& operator<<(std::ostream& out, Stage stage) {
    return out << name_of(stage);
}
inline std::ostream& operator<<(std::ostream& out, LightMeaning meaning) {
    return out << name_of(meaning);
}
inline std::ostream& operator<<(std::ostream& out, const Life& life) {
    return out << name_of(life.kind) << ' ' << life.stage << ", battery "
               << static_cast<int>(life.battery) << ", button " << static_cast<int>(life.button)
               << ", light " << light_meaning(life);
}

/// A device that is told things one after the other.
class Told {
  public:
    explicit Told(Kind kind) { life_.kind = kind; }
    explicit Told(const Life& life) : life_(life) {}

    /// @return What the last of them asks for.
    Actions tell(std::initializer_list<Event> events) {
        Outcome outcome;
        for (const Event event : events) {
            outcome = next(life_, event);
            life_ = outcome.life;
        }
        return outcome.actions;
    }
    /// Tells of the phases up to that one, and of the release.
    Actions press(PressPhase until) {
        for (const PressPhase phase : {PressPhase::Short, PressPhase::Soft, PressPhase::Warning,
                                       PressPhase::Armed, PressPhase::Stuck}) {
            if (phase <= until) {
                tell({event_of(phase)});
            }
        }
        return tell({Event::ButtonReleased});
    }

    [[nodiscard]] const Life& life() const { return life_; }
    [[nodiscard]] Stage stage() const { return life_.stage; }
    [[nodiscard]] LightMeaning light() const { return light_meaning(life_); }
    [[nodiscard]] const Memory& memory() const { return life_.memory; }

  private:
    Life life_;
};

/// A device with a home, online and idle.
inline Told paired(Kind kind = Kind::Camera) {
    Told device(kind);
    device.tell({Event::PowerApplied, Event::SelfTestPassed, Event::CredentialsReceived,
                 Event::WifiJoined, Event::HubFound});
    return device;
}

}  // namespace porchlight::device
