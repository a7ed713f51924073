// SPDX-License-Identifier: Apache-2.0
#include "sim/load.hpp"

namespace porchlight::sim {

namespace {

using device::Stage;

constexpr Load plus(Load load, double milliamps) {
    return {load.average + milliamps, load.peak + milliamps};
}

Load on_cells(Stage stage) {
    switch (stage) {
        case Stage::Unpowered:
        case Stage::HungUnpowered:
            return {0, 0};
        case Stage::Asleep:
            return {.03, 60};
        case Stage::TooFlat:
            return {.02, 100};  // a look at the cells now and then
        case Stage::Online:
            return {.06, 100};
        case Stage::Joining:
        case Stage::SeekingHub:
            return {2, 180};  // it sleeps between two tries
        case Stage::Pairing:
            return {40, 120};
        case Stage::Hung:
            return {35, 60};
        case Stage::Starting:
        case Stage::Failed:
            return {80, 160};
        case Stage::Recording:
            return {170, 240};
        case Stage::Live:
            return {200, 280};
        case Stage::RecordingLive:
            return {210, 300};
        case Stage::Updating:
        case Stage::Erasing:
        case Stage::HalfErased:
            return {100, 220};
    }
    return {};
}

Load on_usb(Stage stage) {
    switch (stage) {
        case Stage::Unpowered:
        case Stage::HungUnpowered:
        case Stage::TooFlat:
            return {0, 0};
        case Stage::Starting:
        case Stage::Updating:
            return {350, 500};
        case Stage::Recording:
        case Stage::Live:
        case Stage::RecordingLive:
            return {350, 480};
        default:
            return {220, 300};
    }
}

}  // namespace

Load load_on_cells(Stage stage, bool lamp) {
    constexpr double kLamp = 40;
    return lamp ? plus(on_cells(stage), kLamp) : on_cells(stage);
}

Load load_on_usb(Stage stage, bool lamp) {
    constexpr double kLamp = 220;
    return lamp ? plus(on_usb(stage), kLamp) : on_usb(stage);
}

}  // namespace porchlight::sim
