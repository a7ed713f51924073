// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "doctor/likeness.hpp"
#include "doctor/phrase.hpp"
#include "doctor/words.hpp"
#include "light/pattern.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What the doctor knows, as spec/doctor/ says it: traits that a camera has, services that it lives
/// by, observations that can be made of it, causes that break services and show themselves, and
/// steps. Plain values; one thing names another by its place in the list.
namespace porchlight::doctor {

/// Where a line comes from, and how good that is.
struct Source {
    std::vector<std::string> from;
    Grade grade = Grade::C;
};

/// What a camera is, whatever is wrong with it: its power, the way of its video, its maker.
struct TraitValue {
    std::string id;
    std::vector<Phrase> said;  ///< How people name it.
};
struct Trait {
    std::string id;
    std::vector<TraitValue> values;
};

/// "power=battery": a trait has a value, or has it not.
struct Condition {
    std::size_t trait = 0;
    std::size_t value = 0;
    bool is_not = false;
};
/// All hold, or there is none.
using Conditions = std::vector<Condition>;

/// What a trait is most often, where nobody has told and the conditions hold.
struct Usual {
    std::size_t trait = 0;
    std::size_t value = 0;
    /// People name programs that cannot change it: a cloud camera stays one in a home system.
    bool whatever_is_told = false;
    Conditions when;
};

/// Whether a thing is one of the home, shared by all its cameras, or of each camera.
enum class Scope : std::uint8_t { Camera, Home };

/// Something that a camera lives by: power, an address, the internet. It is down when what breaks
/// it is there, or when something that it needs is down; shaky in the same way.
struct Service {
    std::string id;
    Scope scope = Scope::Camera;
    struct Need {
        std::size_t service = 0;
        Conditions when;
    };
    std::vector<Need> needs;
};
inline constexpr std::size_t kMostServices = 32;

/// How a service is.
enum class State : std::uint8_t { Up, Shaky, Down };
inline constexpr std::size_t kStates = 3;

/// One answer to an observation.
struct Value {
    std::string id;
    std::string says;          ///< For a householder.
    std::vector<Phrase> said;  ///< How people say it.
    /// Of a light: how it may look, for drawings and for whoever watches a real one.
    std::vector<light::Pattern> drawn;
    /// How often it is the answer by state of the service that the observation sees; of one that
    /// sees none `Up` counts. Over all values they add up to 1.
    double chance[kStates] = {0, 0, 0};
};

/// Where the answer comes from.
enum class Asked : std::uint8_t {
    Owner,      ///< A person looks and says.
    Probe,      ///< The hub tests it.
    Telemetry,  ///< The camera or the hub has told it already.
    Told,       ///< A person may tell it; nobody is asked for it.
};

struct Observation {
    std::string id;
    Scope scope = Scope::Camera;
    Asked asked = Asked::Owner;
    std::string ask;                  ///< The question, for a householder.
    std::optional<std::size_t> sees;  ///< A service.
    std::vector<Value> values;
    Conditions when;
    double minutes = 1;
};

/// With this cause an observation has this answer so often.
struct Shows {
    std::size_t observation = 0;
    std::size_t value = 0;
    How how = How::Often;
    Conditions when;
    Source source;
};

/// Named, or what stands for everything that nobody has named.
enum class Known : std::uint8_t { Named, Unknown };

/// How somebody told of a cause.
struct Story {
    std::string words;
    std::string device;  ///< "Tapo C200"; may be empty. It speaks for no cause.
    std::string batch;   ///< Stories that were written in one go. A bench leaves a batch out.
};

struct Cause {
    std::string id;  ///< Of the shared vocabulary: "power.battery_low".
    Scope scope = Scope::Camera;
    Known known = Known::Named;
    std::string title;  ///< "The cells are nearly empty"
    std::string says;   ///< What it is and what it does.
    Common common = Common::Uncommon;
    struct CommonWhen {
        Common common = Common::Uncommon;
        Conditions when;
    };
    std::vector<CommonWhen> common_when;  ///< The first that holds takes the place of `common`.
    Conditions when;                      ///< Else it cannot be.
    std::vector<std::size_t> breaks;      ///< Services that are down with it…
    std::vector<std::size_t> shakes;      ///< …or come and go.
    std::vector<Shows> shows;
    std::vector<Story> stories;
    Source source;
};

enum class StepKind : std::uint8_t {
    Remedy,
    Wait,     ///< It passes by itself.
    Nothing,  ///< All is well; only to be explained.
    Support,  ///< Nobody at home can cure it.
};

/// What a step may cost beyond time.
enum class Risk : std::uint8_t { None, DataLoss, LockOut, Irreversible };
enum class Money : std::uint8_t { None, Low, High };

/// Does this to that cause so often.
struct Cures {
    std::size_t cause = 0;
    How how = How::Usually;
};

struct Step {
    std::string id;
    StepKind kind = StepKind::Remedy;
    std::string says;  ///< What to do, for a householder.
    double minutes = 5;
    Money money = Money::None;
    Risk risk = Risk::None;
    std::string cluster;  ///< Steps of one cluster are done in one go: "at the camera".
    Conditions when;
    /// Answers with which it must not be done, on cameras for which the conditions hold.
    struct Forbidden {
        std::size_t observation = 0;
        std::size_t value = 0;
        Conditions when;
    };
    std::vector<Forbidden> never_when;
    std::vector<Cures> cures;
    std::vector<Cures> masks;  ///< It comes back for a while and is not cured.
    /// The service that must be up afterwards, how soon, and for how long before it is believed.
    std::optional<std::size_t> proves;
    std::chrono::seconds first{180};
    std::chrono::seconds hold{900};
    Source source;
};

struct Knowledge {
    std::vector<Trait> traits;
    std::vector<Usual> usual;  ///< In the order in which they are tried.
    std::vector<Service> services;
    std::vector<Observation> observations;
    std::vector<Cause> causes;
    std::vector<Step> steps;
    Likeness likeness;  ///< To what is said of the causes; see samples.hpp.
};

/// By id. @return The place in the list.
template <typename T>
[[nodiscard]] std::optional<std::size_t> find(const std::vector<T>& list, std::string_view id) {
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (list[i].id == id) {
            return i;
        }
    }
    return std::nullopt;
}

}  // namespace porchlight::doctor
