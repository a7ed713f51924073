// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "device/set_of.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace porchlight::device {

enum class Kind : std::uint8_t { Camera, Doorbell, Hub };

/// What a device is doing.
enum class Stage : std::uint8_t {
    Unpowered,
    HungUnpowered,  ///< Cut off while hung, and its capacitors still hold the hang.
    Starting,       ///< Boot and self-test.
    Pairing,        ///< Knows no network; open to an owner with the pairing code.
    Asleep,         ///< Nobody paired it in time. A soft press or new power opens pairing again.
    Joining,        ///< Getting onto the Wi-Fi it knows; the link trouble says why it is not yet.
    SeekingHub,
    Online,  ///< And idle.
    Recording,
    Live,           ///< Somebody watches.
    RecordingLive,  ///< Both.
    Updating,       ///< Writes new firmware into the other slot.
    Hung,           ///< The firmware does nothing any more, and the light stays as it was.
    Erasing,
    HalfErased,  ///< The cells are too weak to go on erasing; it goes on with better ones.
    TooFlat,     ///< The cells keep neither radio nor light.
    Failed,      ///< The self-test failed and there is no other firmware to go back to.
};
inline constexpr std::size_t kStages = 17;

[[nodiscard]] std::string_view name_of(Kind kind);
[[nodiscard]] std::string_view name_of(Stage stage);

using StageSet = SetOf<Stage>;

inline constexpr StageSet kOnline{Stage::Online, Stage::Recording, Stage::Live,
                                  Stage::RecordingLive};
/// Has Wi-Fi.
inline constexpr StageSet kLinked = kOnline | StageSet{Stage::SeekingHub, Stage::Updating};
/// A factory reset may begin here.
inline constexpr StageSet kErasable =
    kLinked |
    StageSet{Stage::Starting, Stage::Pairing, Stage::Asleep, Stage::Joining, Stage::Failed};
/// The firmware runs.
inline constexpr StageSet kAwake = kErasable | StageSet{Stage::Erasing, Stage::HalfErased};
inline constexpr StageSet kPowered = kAwake | StageSet{Stage::TooFlat};
inline constexpr StageSet kRecording{Stage::Recording, Stage::RecordingLive};
inline constexpr StageSet kLive{Stage::Live, Stage::RecordingLive};

}  // namespace porchlight::device
