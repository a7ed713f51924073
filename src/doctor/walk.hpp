// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "doctor/advice.hpp"
#include "doctor/belief.hpp"
#include "doctor/case.hpp"
#include "doctor/costs.hpp"
#include "doctor/knowledge.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace porchlight::doctor {

/// Time of a walk: whatever clock its owner keeps, so long as it is one.
using WalkTime = std::chrono::seconds;

/// How a walk ended.
enum class End : std::uint8_t {
    Fixed,      ///< A step worked, and has for as long as it must.
    ByItself,   ///< It works again, and nothing was done for it.
    AllIsWell,  ///< Nothing is wrong; its owner knows why it looks so.
    Support,    ///< Nothing here is worth its cost.
    Left,       ///< Its owner has gone.
};

/// A step, or nothing at all, after which the camera is watched.
struct Watch {
    std::vector<std::size_t> steps;       ///< None: it came back by itself.
    WalkTime since{0};                    ///< When they were done.
    std::optional<WalkTime> works_since;  ///< Nothing while it does not work.
};

/// What a walk wants.
struct Next {
    enum class Kind : std::uint8_t {
        Ask,      ///< A person looks: `index` is an observation.
        Probe,    ///< The hub tests it: an observation.
        Do,       ///< A step of any kind but support: `index`.
        Watch,    ///< Wait and see whether `index`, a step, has worked, or one of `also`.
        Support,  ///< Nothing is worth its cost: show a report to the maker's support.
        End,
    };
    Kind kind = Kind::Support;
    std::size_t index = 0;
    std::optional<std::size_t> also;  ///< A step of the same go.
    double minutes = 0;               ///< Expected from here until it works, risk counted in.

    /// To do, or watched: `index` and `also`.
    [[nodiscard]] std::vector<std::size_t> steps() const;
};

/// All that a walk remembers; see walk_file.hpp for its text.
struct WalkMemory {
    Case home;
    Refused refused;
    std::optional<Watch> watch;
    std::optional<End> end;
};

/// One walk with the doctor, from "something is wrong" to its end: it asks, has one step done,
/// watches whether that helped, and learns from what came of it. Never a second step before the
/// first one's outcome is known, unless both are done in one go. Pure: the time comes from outside;
/// the same calls give the same walk. What makes no sense now is ignored.
class Walk {
  public:
    /// @param knowledge  Outlives it.
    Walk(const Knowledge& knowledge, Case home, Costs costs = {});
    Walk(const Knowledge& knowledge, WalkMemory memory, Costs costs = {});

    [[nodiscard]] const WalkMemory& memory() const { return memory_; }
    [[nodiscard]] const Belief& belief() const { return belief_; }
    [[nodiscard]] const Next& next() const { return next_; }

    /// Something was found out, asked for or not; until the next outcome the last word counts.
    /// @param camera  Of the case; the home's findings need none.
    void found(Finding finding, std::size_t camera = 0);
    /// Its owner has written more of it; what was understood of that is `found`.
    void told(std::string_view words);
    /// It was a mistake: nothing is known of it any more.
    void forget(std::size_t observation);
    /// Its owner cannot tell, or the hub cannot test it.
    void cannot_say(std::size_t observation);
    /// The step cannot or shall not be done. It is not advised again.
    void refuse(std::size_t step);
    /// Steps were done in one go, mostly just one: from here on they are watched. With "nothing is
    /// wrong" its owner agrees.
    void done(const std::vector<std::size_t>& steps, WalkTime now);
    /// A step that says "all is well", and its owner does not see it so.
    void disagrees(std::size_t step);
    /// It works (the hub sees it, or its owner says so), or it does not. Between such words
    /// `passed` is enough.
    void works(WalkTime now);
    void fails(WalkTime now);
    /// Time goes by. While a step is watched and nobody has said that it works, `first` of the
    /// step ends the waiting.
    void passed(WalkTime now);
    void leave();

    /// What the last steps have cured or hidden, most likely; nothing if none has.
    [[nodiscard]] std::optional<Doing> cured() const;
    /// When the watching of the step ends, if all stays as it is.
    [[nodiscard]] std::optional<WalkTime> watched_until() const;

  private:
    void think();
    void came_out(StepResult result);
    void end(End how);
    [[nodiscard]] bool is_open() const { return !memory_.end; }

    const Knowledge& knowledge_;
    Costs costs_;
    WalkMemory memory_;
    Belief belief_;
    Next next_;
};

}  // namespace porchlight::doctor
