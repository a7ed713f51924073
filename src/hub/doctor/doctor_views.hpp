// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "store/doctor_store.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// A walk with the doctor as people see it. Plain values; ids are those of spec/doctor/.
namespace porchlight::hub {

/// What a session waits for.
enum class DoctorPhase : std::uint8_t {
    Looking,   ///< The hub looks for itself; the rest is what is known so far.
    Asking,    ///< Somebody has to look at something and say what they see.
    Doing,     ///< A step is advised.
    Watching,  ///< A step was done, or it came back by itself: time will tell.
    Support,   ///< Nothing at home is worth its cost.
    Ended,
};
/// How it ended.
enum class DoctorEnd : std::uint8_t { Fixed, ByItself, AllIsWell, Support, Left };

struct DoctorCauseView {
    std::string id;
    std::string title;
    std::string says;
    double share = 0;  ///< How likely, 0 to 1.
};

/// A finding that speaks for the likeliest cause, or against it.
struct DoctorReason {
    std::string observation;
    std::string words;
    double times_likelier = 1;  ///< Its odds with the finding, over those without.
};

struct DoctorChoice {
    std::string id;
    std::string says;
};

/// What to do next.
struct DoctorNext {
    std::string id;  ///< An observation when asking, else a step; empty if there is none.
    std::string say;
    std::optional<DoctorChoice> also;   ///< A step to do in the same go, as one is there already.
    std::vector<DoctorChoice> answers;  ///< When asking.
    double minutes = 0;                 ///< Of its owner's time.
    bool costs_money = false;
    std::optional<std::string> warning;  ///< What a mistake would cost.
    std::optional<UtcTime> until;        ///< When watching: until then.
    bool works = false;                  ///< When watching: it works so far.
};

/// Something that was understood or measured.
struct DoctorFinding {
    std::string observation;
    std::string ask;
    std::string value;
    std::string says;
    std::string words;  ///< What it was taken from.
};

/// Of steps done in one go each has its row, and all came to the same.
struct DoctorOutcome {
    std::string step;
    std::string say;
    store::CameOfStep came = store::CameOfStep::NoEffect;
};

struct DoctorSessionView {
    DoctorSessionId id;
    std::optional<CameraId> camera;
    std::optional<std::string> model;  ///< An id of spec/models/; none: nobody has said.
    std::string about;                 ///< Its owner's words; may be empty.
    UtcTime started;
    std::optional<UtcTime> ended;
    bool by_itself = false;
    DoctorPhase phase = DoctorPhase::Looking;
    std::optional<DoctorEnd> end;
    std::string summary;                  ///< One sentence.
    std::vector<DoctorCauseView> causes;  ///< The likeliest first, at most five.
    std::vector<DoctorReason> why;        ///< For the likeliest; at most three.
    std::optional<DoctorReason> against;  ///< The strongest.
    DoctorNext next;
    std::vector<DoctorFinding> findings;
    std::vector<DoctorOutcome> outcomes;
};

}  // namespace porchlight::hub
