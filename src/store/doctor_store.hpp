// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "rt/task.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace porchlight {

struct DoctorSessionTag {
    static constexpr std::string_view kName = "session";
};
using DoctorSessionId = Id<DoctorSessionTag>;

}  // namespace porchlight

namespace porchlight::store {

/// One walk with the doctor.
struct DoctorSession {
    DoctorSessionId id;
    HomeId home;
    std::optional<CameraId> camera = std::nullopt;  ///< None: a camera that the hub cannot reach.
    UtcTime started;
    std::optional<UtcTime> ended = std::nullopt;
    bool by_itself = false;  ///< The hub began it when the camera fell silent.
    std::string about;       ///< Its owner's words.
    std::string summary;     ///< What the doctor makes of it, a sentence.
    std::string walk;        ///< JSON of doctor/walk_file.hpp.
    // NOLINTNEXTLINE(readability-redundant-member-init): so that it may be left out
    std::string model = {};  ///< An id of spec/models/; empty: nobody has said.
};

enum class CameOfStep : std::uint8_t { Fixed, Masked, NoEffect };
/// How often a step came out so for a cause, by the ids of spec/doctor/.
struct DoctorCount {
    std::string cause;
    std::string step;
    CameOfStep came = CameOfStep::NoEffect;
    std::int64_t times = 0;
    bool operator==(const DoctorCount&) const = default;
};

/// How a camera was when it last worked.
struct DoctorMemory {
    CameraId camera;
    std::string memory;  ///< JSON of hub/doctor/camera_memory.hpp.
};

/// The part of a Store that remembers for the doctor. The same promises and common errors as Store.
class DoctorStore {
  public:
    DoctorStore() = default;
    DoctorStore(const DoctorStore&) = delete;
    DoctorStore& operator=(const DoctorStore&) = delete;
    DoctorStore(DoctorStore&&) = delete;
    DoctorStore& operator=(DoctorStore&&) = delete;
    virtual ~DoctorStore() = default;

    /// Sessions that are over are forgotten but for the newest so many of a home.
    static constexpr int kMostEnded = 200;

    /// Adds it, or replaces the one with its id.
    virtual rt::Task<> keep_doctor_session(DoctorSession session) = 0;
    /// Newest first.
    virtual rt::Task<std::vector<DoctorSession>> doctor_sessions(HomeId home) = 0;

    /// So many times more, or fewer; what has not happened is forgotten.
    virtual rt::Task<> count_for_doctor(HomeId home, DoctorCount one) = 0;
    virtual rt::Task<std::vector<DoctorCount>> doctor_counts(HomeId home) = 0;
    virtual rt::Task<> clear_doctor_counts(HomeId home) = 0;

    /// In place of what was remembered of it. Nothing for a camera that is gone.
    virtual rt::Task<> set_doctor_memory(DoctorMemory memory) = 0;
    virtual rt::Task<std::vector<DoctorMemory>> doctor_memory(HomeId home) = 0;
};

}  // namespace porchlight::store
