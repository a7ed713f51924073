// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "device/model_meanings.hpp"
#include "device/model_words.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What is known about one make of camera, doorbell or hub. Values only; spec/models/ holds the
/// facts, and spec/models/README.md says what each of them means.
namespace porchlight::device::model {

/// A sentence for a householder, how sure we are of it, and where it comes from.
struct Fact {
    std::string says;
    Certainty certainty = Certainty::Memory;
    std::vector<std::string> sources;  ///< At least one.
    std::string doubt;                 ///< Where sources disagree, in a sentence; else empty.
    /// Memory alone is a hint for the doctor, never something to tell a person.
    [[nodiscard]] bool may_be_told() const { return certainty != Certainty::Memory; }
};

/// What it is, and how it is drawn.
struct What : Fact {
    Form form = Form::Block;
};

struct Power : Fact {
    PowerClass power = PowerClass::Wired;
    std::string supply;  ///< A few words for a table: "2 AA lithium cells".
};

struct Radio : Fact {
    std::vector<Band> bands;  ///< Empty: no source says.
    Connects connects = Connects::Network;
};

struct Sensor : Fact {
    SensorKind kind = SensorKind::Pixels;
};

struct Temperature : Fact {
    std::int64_t from_celsius = 0;
    std::int64_t to_celsius = 0;
};

/// One place where the reset button may be. The first of a model's is the likeliest.
struct Button : Fact {
    Place place = Place::Varies;
};

struct Tool : Fact {
    ToolKind tool = ToolKind::None;
    ToolUse use = ToolUse::Press;
};

/// What a button does when it is held for `from` or longer, but less than `to`.
struct Press : Fact {
    Gesture gesture = Gesture::Hold;
    ButtonPower power = ButtonPower::On;
    std::chrono::seconds from{0};
    std::optional<std::chrono::seconds> to;  ///< Nothing: however long.
    std::string cue;  ///< What tells that it worked; empty when nothing does.
    Effect effect = Effect::Nothing;
    std::vector<Erased> erases;
};

/// A restart or removal that needs no button.
struct Reset : Fact {
    How how = How::Unplug;
    std::chrono::seconds wait{0};  ///< How long to leave it before the next move.
    std::string cue;
    Effect effect = Effect::SoftReset;
    std::vector<Erased> erases;
};

struct Wait : Fact {
    WaitFor what = WaitFor::BackOnline;
    std::chrono::seconds time{0};
};

/// A pattern with a meaning on this model.
struct LightCode : Fact {
    std::string pattern;  ///< In the text form of light/: "red 5x 0.2s/0.2s pause 2s".
    Rhythm rhythm = Rhythm::Known;
    Led led = Led::Front;
    CodeMeaning meaning = CodeMeaning::Online;
    std::string when;  ///< "after a reset"; empty: at any time.
};

struct Limit : Fact {
    LimitKind what = LimitKind::Note;
    std::optional<std::int64_t> value;  ///< In the unit that the kind names.
};

/// Something that Porchlight can do with it.
struct Can : Fact {
    Ability ability = Ability::Advise;
    State state = State::Works;
};

struct Model {
    std::string id;  ///< The file's name: "blink-outdoor-4".
    std::string name;
    std::string maker;
    Kind kind = Kind::Camera;
    std::vector<std::string> aliases;

    What what;
    Power power;
    Radio radio;
    Fact storage;
    std::optional<Sensor> sensor;  ///< What sees motion, where a source says so.
    std::optional<Temperature> temperature;
    std::optional<Fact> qr_code;  ///< Where it is printed.

    std::vector<Button> buttons;
    std::vector<Tool> tools;
    std::vector<Press> presses;
    std::vector<Reset> resets;
    std::vector<Wait> waits;
    std::vector<LightCode> lights;
    std::vector<Fact> setup;  ///< Steps, in order.
    std::vector<Fact> care;
    std::vector<Limit> limits;
    std::vector<Can> can;
    std::vector<Fact> cannot;
};

}  // namespace porchlight::device::model
