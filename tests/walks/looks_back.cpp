// SPDX-License-Identifier: Apache-2.0
#include "sim/sentence.hpp"
#include "walks/looks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>

namespace porchlight::walks {

namespace {

using sim::StoryLine;

/// Deeds of people stand in the story as they were said, by nobody.
bool is_deed(const StoryLine& line, std::string_view begin) {
    return line.who.empty() && line.what.starts_with(begin);
}

std::string quoted(const Look& look) {
    return fmt::format("\"{}\"", look.device.name());
}

// What changed.

struct Change {
    std::string_view begin;  ///< Of the deed.
    std::string_view value;  ///< Of the observation recent_change.
    bool names_device;
};
constexpr std::array kChanges{
    Change{"the person changes the Wi-Fi password", "wifi_name_or_password", false},
    Change{"the person renames the Wi-Fi", "wifi_name_or_password", false},
    Change{"the person moves the router", "router_settings", false},
    Change{"the person moves ", "moved_camera", true},
    Change{"the person sets the router", "router_settings", false},
    Change{"the person puts the router", "router_settings", false},
    Change{"the person switches Smart Connect", "router_settings", false},
    Change{"the person switches 5 GHz", "router_settings", false},
    Change{"the person switches 2.4 GHz", "router_settings", false},
    Change{"the power ", "power_cut", false},
};

/// The newest change of which its owner knows.
Answer recent_change(const Look& look) {
    if (look.device.plan().owner == sim::kOtherHome) {
        return "second_hand";
    }
    Answer last = "nothing";
    for (const StoryLine& line : look.household.story()) {
        for (const Change& change : kChanges) {
            const bool is_meant =
                !change.names_device || line.what.find(quoted(look)) != std::string::npos;
            if (is_deed(line, change.begin) && is_meant) {
                last = change.value;
                break;
            }
        }
    }
    return last;
}

// What was tried.

/// When it was last done to that device, or to the router.
template <typename Matches>
std::optional<Microseconds> last_time(const Look& look, Matches matches) {
    std::optional<Microseconds> last;
    for (const StoryLine& line : look.household.story()) {
        last = line.who.empty() && matches(line.what) ? std::optional(line.at) : last;
    }
    return last;
}

/// It came online within so long of that moment.
bool came_back(const Look& look, Microseconds after) {
    constexpr Microseconds kSoon = std::chrono::minutes(5);
    return std::ranges::any_of(look.household.story(), [&](const StoryLine& line) {
        return line.who == look.device.name() && line.what == "is online" && line.at > after &&
               line.at < after + kSoon;
    });
}

bool is_off_and_on(const std::string& deed, const std::string& name) {
    return deed.find(name) != std::string::npos &&
           (deed.starts_with("the person takes the cells out of") ||
            deed.starts_with("the person unplugs"));
}

Answer restart_helps(const Look& look) {
    const auto last =
        last_time(look, [&](const std::string& deed) { return is_off_and_on(deed, quoted(look)); });
    return last && came_back(look, *last) ? "yes" : "no";
}

Answer router_restart(const Look& look) {
    const auto last = last_time(look, [](const std::string& deed) {
        return deed.starts_with("the person switches the router off for");
    });
    return !last ? "not_tried" : came_back(look, *last) ? "helped" : "no_help";
}

Answer hub_restart(const Look& look) {
    if (look.hub == nullptr) {
        return "";
    }
    const std::string name = fmt::format("\"{}\"", look.hub->name());
    const auto last =
        last_time(look, [&](const std::string& deed) { return is_off_and_on(deed, name); });
    return !last ? "not_tried" : came_back(look, *last) ? "helped" : "no_help";
}

// The button.

/// The longest that its button was held, as the deeds have it.
std::optional<Microseconds> longest_hold(const Look& look) {
    std::optional<Microseconds> longest;
    for (const StoryLine& line : look.household.story()) {
        const auto words = sim::words_in(line.what);
        const auto gaps = line.who.empty()
                              ? sim::fit("the person holds the button of {name} for {time}", words)
                              : std::nullopt;
        if (gaps && gaps->text(0) == look.device.name()) {
            longest = std::max(longest.value_or(Microseconds(0)), gaps->duration(1));
        }
    }
    return longest;
}

Answer press(const Look& look) {
    const auto longest = longest_hold(look);
    if (!longest) {
        return "not_held";
    }
    return *longest < look.device.behaviour().grammar.armed_from ? "short" : "long";
}

Answer button(const Look& look) {
    if (look.device.is_in({device::Stage::HalfErased})) {
        return "half";
    }
    const auto longest = longest_hold(look);
    if (!longest) {
        return "not_tried";
    }
    const bool was_erased = std::ranges::any_of(look.household.story(), [&](const StoryLine& line) {
        return line.who == look.device.name() && line.what == "erases its memory";
    });
    return was_erased ? "works" : "nothing";
}

// How it has been.

Answer restarts(const Look& look) {
    constexpr Microseconds kLately = std::chrono::minutes(30);
    constexpr int kAgainAndAgain = 3;
    const auto starts = std::ranges::count_if(look.household.story(), [&](const StoryLine& line) {
        return line.who == look.device.name() && line.what.starts_with("browns out") &&
               line.at + kLately > look.household.now();
    });
    return starts >= kAgainAndAgain ? "yes" : "no";
}

/// Nobody has ever had it working here.
Answer since(const Look& look) {
    const bool was_online = std::ranges::any_of(look.household.story(), [&](const StoryLine& line) {
        return line.who == look.device.name() && line.what == "is online";
    });
    return was_online ? "worked_before" : "setting_up";
}

/// Of a device that is being set up: how far it comes with this network.
Answer join_stops_at(const Look& look) {
    const sim::RouterPlan& router = look.household.router().plan();
    if (since(look) == "worked_before" || !look.household.is_ours(look.device)) {
        return "no";
    }
    if (!router.band24 && !look.device.behaviour().hears_5ghz) {
        return "not_listed";
    }
    return router.addresses == 0 ? "at_end" : "joining";
}

Answer password_checked(const Look& look) {
    const bool was_refused =
        std::ranges::any_of(look.household.story(), [&](const StoryLine& line) {
            return line.who == look.device.name() &&
                   line.what.find("wrong password") != std::string::npos;
        });
    return was_refused ? "refused" : since(look) == "setting_up" ? "yes" : "no";
}

/// People have no idea, and say so.
Answer suspicion(const Look& /*look*/) {
    return "";
}

constexpr std::array kSayings{
    Saying{"suspicion", suspicion},
    Saying{"recent_change", recent_change},
    Saying{"restart_helps", restart_helps},
    Saying{"router_restart", router_restart},
    Saying{"hub_restart", hub_restart},
    Saying{"press", press},
    Saying{"button", button},
    Saying{"restarts", restarts},
    Saying{"since", since},
    Saying{"join_stops_at", join_stops_at},
    Saying{"password_checked", password_checked},
};

}  // namespace

std::span<const Saying> memory_sayings() {
    return kSayings;
}

}  // namespace porchlight::walks
