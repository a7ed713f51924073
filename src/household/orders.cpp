// SPDX-License-Identifier: Apache-2.0
#include "household/orders.hpp"

#include "base/json_fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <variant>

namespace porchlight::household {

enum class PowerDeed : std::uint8_t { Take, Give, NewCells, WeakCells };
enum class AppDeed : std::uint8_t { Add, Remove, Watch, Close, Identify };

}  // namespace porchlight::household

template <>
struct porchlight::wire::Words<porchlight::household::PowerDeed> {
    using Deed = household::PowerDeed;
    static constexpr std::array kWords{std::pair{Deed::Take, std::string_view("take")},
                                       std::pair{Deed::Give, std::string_view("give")},
                                       std::pair{Deed::NewCells, std::string_view("new_cells")},
                                       std::pair{Deed::WeakCells, std::string_view("weak_cells")}};
};
template <>
struct porchlight::wire::Words<porchlight::household::AppDeed> {
    using Deed = household::AppDeed;
    static constexpr std::array kWords{std::pair{Deed::Add, std::string_view("add")},
                                       std::pair{Deed::Remove, std::string_view("remove")},
                                       std::pair{Deed::Watch, std::string_view("watch")},
                                       std::pair{Deed::Close, std::string_view("close")},
                                       std::pair{Deed::Identify, std::string_view("identify")}};
};

namespace porchlight::household {

namespace {

constexpr wire::Limits kName{1, 100};
constexpr wire::Limits kSentence{1, 300};
/// What a Wi-Fi's name and password may be long. Source: IEEE 802.11 (SSID), WPA2 passphrases.
constexpr wire::Limits kSsid{1, 32};
constexpr wire::Limits kPassphrase{8, 63};
constexpr wire::Limits kMetres{-500, 500};
constexpr wire::Limits kDegrees{-60, 60};
constexpr wire::Limits kChannel{1, 13};
constexpr wire::Limits kSpeed{Pace::kSlowest, Pace::kFastest};

struct DeedOrder {
    std::string sentence;
};
template <typename Fields>
void fields(Fields& f, DeedOrder& order) {
    f("sentence", order.sentence, kSentence);
}

struct ButtonOrder {
    std::string device;
    bool is_down = false;
};
template <typename Fields>
void fields(Fields& f, ButtonOrder& order) {
    f("device", order.device, kName);
    f("is_down", order.is_down);
}

template <typename What>
struct DeviceOrder {
    std::string device;
    What what{};
};
template <typename Fields, typename What>
void fields(Fields& f, DeviceOrder<What>& order) {
    f("device", order.device, kName);
    f("what", order.what);
}

struct PlaceOrder {
    std::string device;
    double x = 0;
    double y = 0;
};
template <typename Fields>
void fields(Fields& f, PlaceOrder& order) {
    f("device", order.device, kName);
    f("x", order.x, kMetres);
    f("y", order.y, kMetres);
}

struct WalkOrder {
    std::string device;
    double metres = 3;
};
template <typename Fields>
void fields(Fields& f, WalkOrder& order) {
    constexpr wire::Limits kNear{0.5, 30};
    f("device", order.device, kName);
    f("metres", order.metres, kNear);
}

struct RouterOrder {
    std::optional<std::string> ssid;
    std::optional<std::string> password;
    std::optional<int> channel;
    std::optional<bool> band24;
    std::optional<bool> band5;
    std::optional<bool> is_on;
};
template <typename Fields>
void fields(Fields& f, RouterOrder& order) {
    f("ssid", order.ssid, kSsid);
    f("password", order.password, kPassphrase);
    f("channel", order.channel, kChannel);
    f("band_24", order.band24);
    f("band_5", order.band5);
    f("is_on", order.is_on);
}

struct HouseOrder {
    std::optional<bool> has_mains;
    std::optional<bool> line_is_up;
    std::optional<bool> is_armed;
    std::optional<double> coldest;
    std::optional<double> warmest;
    std::optional<double> speed;
};
template <typename Fields>
void fields(Fields& f, HouseOrder& order) {
    f("has_mains", order.has_mains);
    f("line_is_up", order.line_is_up);
    f("is_armed", order.is_armed);
    f("coldest", order.coldest, kDegrees);
    f("warmest", order.warmest, kDegrees);
    f("speed", order.speed, kSpeed);
}

Error wrong(std::string sentence) {
    return {ErrorCode::InvalidArgument, std::move(sentence)};
}

template <typename T>
Result<T> read(std::string_view json, std::string_view what) {
    PL_TRY(const auto object, wire::parse_object(json, what));
    return wire::read_object<T>(object, std::string(what));
}

/// As a gap of a sentence.
Result<std::string> in_quotes(std::string_view text) {
    const bool is_plain = std::ranges::none_of(
        text, [](char c) { return c == '"' || static_cast<unsigned char>(c) < ' '; });
    if (!is_plain) {
        return wrong("Names and passwords here cannot hold quotation marks or line breaks.");
    }
    return fmt::format("\"{}\"", text);
}

/// Sentences that are done one after the other; the first that fails ends it.
class Doing {
  public:
    explicit Doing(LivingHousehold& living) : living_(living) {}

    void take(const std::string& sentence) {
        if (done_) {
            done_ = living_.take(sentence);
        }
    }
    void turn(const std::optional<bool>& wish, std::string_view on, std::string_view off) {
        if (wish) {
            take(std::string(*wish ? on : off));
        }
    }
    void name(const std::optional<std::string>& wish, std::string_view sentence) {
        if (!wish || !done_) {
            return;
        }
        if (const auto text = in_quotes(*wish)) {
            take(fmt::format("{} {}", sentence, *text));
        } else {
            done_ = text.error();
        }
    }
    [[nodiscard]] Result<std::string> end() const {
        return done_ ? Result<std::string>(std::string()) : Result<std::string>(done_.error());
    }

  private:
    LivingHousehold& living_;
    Result<> done_;
};

/// What the app has said since `told` lines of the story.
std::string app_answer(const sim::Story& story, std::size_t told) {
    for (; told < story.size(); ++told) {
        if (story[told].who == "app") {
            return story[told].what;
        }
    }
    return {};
}

Result<std::string> say(LivingHousehold& living, std::string_view sentence) {
    living.catch_up();
    const std::size_t told = living.household().story().size();
    PL_TRY_VOID(living.take(sentence));
    return app_answer(living.household().story(), told);
}

Result<std::string> deed(LivingHousehold& living, std::string_view json) {
    PL_TRY(const auto order, read<DeedOrder>(json, "deed"));
    const std::string_view sentence = order.sentence;
    constexpr std::string_view kWhen = "when ";
    return say(living, sentence.starts_with(kWhen) ? sentence.substr(kWhen.size()) : sentence);
}

Result<std::string> button(LivingHousehold& living, std::string_view json) {
    PL_TRY(const auto order, read<ButtonOrder>(json, "button"));
    PL_TRY_VOID(living.set_button(order.device, order.is_down));
    return std::string();
}

bool has_cells(const sim::Device& device) {
    return std::holds_alternative<sim::Pack>(device.plan().supply);
}

/// For one that has cells now or may have; others have no compartment for them.
Result<std::string> cells_sentence(const sim::Device& device, std::string_view name, int used) {
    if (!has_cells(device) && device.model().power.power == device::model::PowerClass::Wired) {
        return wrong(
            fmt::format("{} has no compartment for cells; it takes its power from a cable.", name));
    }
    return fmt::format("the person gives {} lithium cells that are {} % used", name, used);
}

Result<std::string> power_sentence(const sim::Device& device, PowerDeed what) {
    constexpr int kNew = 0;
    constexpr int kWeak = 97;
    PL_TRY(const std::string name, in_quotes(device.name()));
    switch (what) {
        case PowerDeed::Take:
            return has_cells(device) ? fmt::format("the person takes the cells out of {}", name)
                                     : fmt::format("the person unplugs {}", name);
        case PowerDeed::Give:
            return has_cells(device) ? fmt::format("the person puts the cells back into {}", name)
                                     : fmt::format("the person plugs {} in", name);
        case PowerDeed::NewCells:
            return cells_sentence(device, name, kNew);
        case PowerDeed::WeakCells:
            break;
    }
    return cells_sentence(device, name, kWeak);
}

Result<std::string> power(LivingHousehold& living, std::string_view json) {
    PL_TRY(const auto order, read<DeviceOrder<PowerDeed>>(json, "power"));
    PL_TRY(const sim::Device* const device, living.find(order.device));
    PL_TRY(const std::string sentence, power_sentence(*device, order.what));
    return say(living, sentence);
}

Result<std::string> place(LivingHousehold& living, std::string_view json) {
    PL_TRY(const auto order, read<PlaceOrder>(json, "place"));
    PL_TRY_VOID(living.find(order.device));
    PL_TRY(const std::string name, in_quotes(order.device));
    return say(living, fmt::format("the person moves {} to {:.2f} {:.2f}", name, order.x, order.y));
}

Result<std::string> walk(LivingHousehold& living, std::string_view json) {
    PL_TRY(const auto order, read<WalkOrder>(json, "walk"));
    PL_TRY_VOID(living.find(order.device));
    PL_TRY(const std::string name, in_quotes(order.device));
    return say(living, fmt::format("somebody walks past {} at {:.1f} m", name, order.metres));
}

std::string_view app_form(AppDeed what) {
    switch (what) {
        case AppDeed::Add:
            return "the person adds {} in the app";
        case AppDeed::Remove:
            return "the person deletes {} in the app";
        case AppDeed::Watch:
            return "the person opens the live view of {}";
        case AppDeed::Close:
            return "the person closes the live view of {}";
        case AppDeed::Identify:
            break;
    }
    return "the person asks {} to show itself";
}

Result<std::string> app(LivingHousehold& living, std::string_view json) {
    PL_TRY(const auto order, read<DeviceOrder<AppDeed>>(json, "app"));
    PL_TRY_VOID(living.find(order.device));
    PL_TRY(const std::string name, in_quotes(order.device));
    return say(living, fmt::format(fmt::runtime(app_form(order.what)), name));
}

Result<std::string> router(LivingHousehold& living, std::string_view json) {
    PL_TRY(const auto order, read<RouterOrder>(json, "router"));
    Doing doing(living);
    doing.name(order.ssid, "the person renames the Wi-Fi to");
    doing.name(order.password, "the person changes the Wi-Fi password to");
    if (order.channel) {
        doing.take(fmt::format("the person puts the router on channel {}", *order.channel));
    }
    doing.turn(order.band24, "the person switches 2.4 GHz on", "the person switches 2.4 GHz off");
    doing.turn(order.band5, "the person switches 5 GHz on", "the person switches 5 GHz off");
    doing.turn(order.is_on, "the person switches the router on",
               "the person switches the router off");
    return doing.end();
}

Result<std::string> house(LivingHousehold& living, std::string_view json) {
    PL_TRY(const auto order, read<HouseOrder>(json, "house"));
    const sim::Weather& weather = living.household().weather();
    const double coldest = order.coldest.value_or(weather.coldest);
    const double warmest = order.warmest.value_or(weather.warmest);
    if (coldest > warmest) {
        return wrong("house: the night cannot be warmer than the day.");
    }
    Doing doing(living);
    if (order.coldest || order.warmest) {
        doing.take(
            fmt::format("the weather is between {:.1f} and {:.1f} degrees", coldest, warmest));
    }
    doing.turn(order.has_mains, "the power comes back", "the power goes");
    doing.turn(order.line_is_up, "the internet line comes back", "the internet line goes down");
    doing.turn(order.is_armed, "the person arms the home", "the person disarms the home");
    if (order.speed) {
        living.set_speed(*order.speed);
    }
    return doing.end();
}

constexpr std::array kOrders{
    Order{"deed", "sentence", deed},
    Order{"button", "device, is_down", button},
    Order{"power", "device, what: take, give, new_cells, weak_cells", power},
    Order{"place", "device, x, y (metres)", place},
    Order{"walk", "device, metres", walk},
    Order{"app", "device, what: add, remove, watch, close, identify", app},
    Order{"router", "ssid, password, channel, band_24, band_5, is_on", router},
    Order{"house", "has_mains, line_is_up, is_armed, coldest, warmest, speed", house},
};

}  // namespace

std::span<const Order> orders() {
    return kOrders;
}

Result<std::string> carry_out(LivingHousehold& living, std::string_view order,
                              std::string_view json) {
    const auto* const found = std::ranges::find(kOrders, order, &Order::name);
    if (found == kOrders.end()) {
        return Error(ErrorCode::NotFound,
                     fmt::format("The household takes no order \"{}\".", order));
    }
    return found->carry_out(living, json);
}

}  // namespace porchlight::household
