// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "doctor/knowledge.hpp"
#include "homes/home.hpp"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace porchlight::homes {

/// How it went in one home.
struct Tale {
    double minutes = 0;     ///< Of its owner's life, money and risk counted in (doctor/costs.hpp).
    bool is_fixed = false;  ///< It works, for good.
    bool is_right_end = false;  ///< Fixed, told to wait, told that all is well, or sent to support
                                ///< because nothing at home cures it; each rightly.
    int steps = 0;              ///< Remedies that were done.
    int useless = 0;            ///< Of them, those that changed nothing.
    int fixed_at = 0;           ///< The remedy that fixed it, from 1; 0: none did.
    int questions = 0;
    bool waits_first = false;  ///< Told to wait before any remedy.
    bool says_all_is_well = false;
    bool is_needless_harm = false;  ///< A reset, unbinding or purchase that cured nothing.
    int forbidden = 0;              ///< Steps done against what the doctor knew.
    bool gave_up = false;
    bool knows_not = false;  ///< Ended by saying that it does not know this.
    double first_share = 0;  ///< Of the first cause, when it first advised a step.
    bool first_is_right = false;
    bool first_is_unknown = false;  ///< It said that it does not know.
    double slowest_ms = 0;          ///< One decision.
    std::string story;              ///< For people.
    /// Where it thought of something else first: by how much each answer spoke against what was
    /// so, as a natural logarithm. Only if asked for.
    std::map<std::string, double> against;
};

struct AskedFor {
    bool blames = false;      ///< The tale tells which answers misled (slow).
    std::size_t cameras = 1;  ///< That the doctor knows of: the home's others, again and again.
};
/// Somebody who tries to get the camera back.
[[nodiscard]] Tale ask_the_doctor(Home& home, const doctor::Knowledge& knowledge,
                                  AskedFor what = {});

/// One step after the other, whatever is seen; then support.
[[nodiscard]] Tale work_down(Home& home, const doctor::Knowledge& knowledge,
                             std::span<const std::string> steps);

/// Whoever knows what is wrong.
[[nodiscard]] Tale know_it_all(Home& home, const doctor::Knowledge& knowledge);

/// What the four articles say to do, in their order (spec/origin).
struct Article {
    std::string_view name;
    std::vector<std::string> steps;
};
[[nodiscard]] std::vector<Article> articles();
/// The commonest cause's best step first; and the best of what a step cures for what it costs.
[[nodiscard]] std::vector<std::string> most_frequent_first(const doctor::Knowledge& knowledge);
[[nodiscard]] std::vector<std::string> best_ratio_first(const doctor::Knowledge& knowledge);

/// The same knowledge without these causes.
[[nodiscard]] doctor::Knowledge without(doctor::Knowledge knowledge,
                                        std::span<const FaultKind* const> faults);

}  // namespace porchlight::homes
