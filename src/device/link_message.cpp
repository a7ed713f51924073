// SPDX-License-Identifier: Apache-2.0
#include "device/link_message.hpp"

#include "device/link_words.hpp"

#include <fmt/format.h>

#include <utility>

namespace porchlight::device {

namespace {

using wire::kAnyCount;
using wire::kShortText;
using wire::Limits;

constexpr Limits kSentence{0, 500};
constexpr Limits kName{1, 80};
constexpr Limits kVersionText{0, 40};
/// Ids begin at 1.
constexpr Limits kIds{1, kAnyCount.most};
constexpr Limits kPem{1, 16'000};
/// Ten years.
constexpr Limits kSeconds{0, 315'360'000};
constexpr Limits kEnergy{0, kMostEnergy};

}  // namespace

// Found by the types' own namespace, so not in an unnamed one.

template <typename F>
void fields(F& f, StreamOffer& offer) {
    f("port", offer.port, {1, 65535});
    f("path", offer.path, kName);
    f("user", offer.user, kName);
    f("password", offer.password, kShortText);
}

template <typename F>
void fields(F& f, Hello& hello) {
    f("version", hello.version, {1, 1000});
    f("model", hello.model, kName);
    f("firmware", hello.firmware, kVersionText);
    f("settings_revision", hello.settings_revision, kAnyCount);
    f("stream", hello.stream);
}

template <typename F>
void fields(F& f, Welcome& welcome) {
    f("version", welcome.version, {1, 1000});
    f("time_us", welcome.time);
    f("telemetry_every_s", welcome.telemetry_every, {1, 86'400});
}

template <typename F>
void fields(F& f, Goodbye& goodbye) {
    f("reason", goodbye.reason);
    f("sentence", goodbye.sentence, kSentence);
}

/// What nothing went into is left out.
template <typename F>
void fields(F& f, EnergyByUse& used) {
    for (const auto& [use, word] : wire::Words<EnergyUse>::kWords) {
        std::optional<MilliwattHours> amount;
        if (used[use] > MilliwattHours(0)) {
            amount = used[use];
        }
        f(word, amount, kEnergy);
        used[use] = amount.value_or(MilliwattHours(0));
    }
}

template <typename F>
void fields(F& f, EnergyAccount& account) {
    f("counted_s", account.counted_for, kSeconds);
    f("days_left", account.days_left, {0, kMostDaysLeft});
    f("used_mwh", account.used);
}

template <typename F>
void fields(F& f, Telemetry& telemetry) {
    f("at_us", telemetry.at);
    f("uptime_s", telemetry.uptime, kSeconds);
    f("reboot", telemetry.reboot);
    f("battery_mv", telemetry.battery, {0, 60'000});
    f("energy_used_mwh", telemetry.energy_used, kEnergy);
    f("energy", telemetry.energy);
    f("battery_percent", telemetry.battery_percent, {0, 100});
    f("rssi_dbm", telemetry.rssi, {-120, 20});
    f("rate_kbps", telemetry.rate, {0, 100'000'000});
    f("band", telemetry.band);
    f("channel", telemetry.channel, {1, 233});
    f("temperature_c", telemetry.temperature, {-80, 150});
    f("firmware", telemetry.firmware, kVersionText);
    f("storage_used", telemetry.storage_used, kAnyCount);
    f("storage_total", telemetry.storage_total, kAnyCount);
    f("since_press_s", telemetry.since_press, kSeconds);
    f("night_lamp", telemetry.night_lamp);
    f("stage", telemetry.stage);
    f("light", telemetry.light);
}

template <typename F>
void fields(F& f, EventReport& report) {
    f("id", report.id, kIds);
    f("kind", report.kind);
    f("start_us", report.start);
    f("end_us", report.end);
    f("score", report.score, {0, 1});
    f("detail", report.detail, kSentence);
}

template <typename F>
void fields(F& f, EventSeen& seen) {
    f("id", seen.id, kIds);
}

template <typename F>
void fields(F& f, DeviceSettings& settings) {
    f("armed", settings.armed);
    f("sensitivity", settings.sensitivity, {1, 9});
    f("pre_roll_ms", settings.pre_roll, {0, 30'000});
    f("post_roll_ms", settings.post_roll, {0, 60'000});
    f("max_clip_ms", settings.max_clip, {5'000, 300'000});
    f("record_audio", settings.record_audio);
    f("light_when_idle", settings.light_when_idle);
    f("infrared", settings.infrared);
}

template <typename F>
void fields(F& f, SettingsWanted& wanted) {
    f("revision", wanted.revision, kIds);
    f("settings", wanted.settings);
}

template <typename F>
void fields(F& f, SettingsApplied& applied) {
    f("revision", applied.revision, kIds);
    f("problem", applied.problem, kSentence);
}

template <typename F>
void fields(F& /*f*/, TakeSnapshot& /*action*/) {}
template <typename F>
void fields(F& /*f*/, Restart& /*action*/) {}
template <typename F>
void fields(F& /*f*/, Identify& /*action*/) {}
template <typename F>
void fields(F& f, FirmwareOffer& offer) {
    f("version", offer.version, {1, kVersionText.most});
    f("size", offer.size, {1, 4e9});
}

template <typename F>
void fields(F& f, CommandResult& result) {
    f("id", result.id, kIds);
    f("outcome", result.outcome);
    f("sentence", result.sentence, kSentence);
    f("size", result.size, kAnyCount);
}

template <typename F>
void fields(F& f, ClipOffer& offer) {
    f("id", offer.id, kIds);
    f("event", offer.event, kAnyCount);
    f("start_us", offer.start);
    f("duration_ms", offer.duration, {0, 3'600'000});
    f("size", offer.size, {1, 1e12});
}

template <typename F>
void fields(F& f, ClipTaken& taken) {
    f("id", taken.id, kIds);
}

template <typename F>
void fields(F& f, DataRequest& request) {
    f("kind", request.kind);
    f("id", request.id, kIds);
    f("offset", request.offset, kAnyCount);
}

template <typename F>
void fields(F& f, CertificateWish& wish) {
    f("request_pem", wish.request_pem, kPem);
}

template <typename F>
void fields(F& f, CertificateIssued& issued) {
    f("chain_pem", issued.chain_pem, kPem);
}

namespace {

template <typename T>
struct Kind {
    using type = T;
    std::string_view name;
};
constexpr std::tuple kMessages{
    Kind<Hello>{"hello"},
    Kind<Welcome>{"welcome"},
    Kind<Goodbye>{"goodbye"},
    Kind<Telemetry>{"telemetry"},
    Kind<EventReport>{"event"},
    Kind<EventSeen>{"event_seen"},
    Kind<SettingsWanted>{"settings_wanted"},
    Kind<SettingsApplied>{"settings_applied"},
    Kind<Command>{"command"},
    Kind<CommandResult>{"command_result"},
    Kind<ClipOffer>{"clip_offer"},
    Kind<ClipTaken>{"clip_taken"},
    Kind<DataRequest>{"data_request"},
    Kind<CertificateWish>{"certificate_wish"},
    Kind<CertificateIssued>{"certificate_issued"},
};
constexpr std::tuple kActions{
    Kind<TakeSnapshot>{"snapshot"},
    Kind<Restart>{"restart"},
    Kind<Identify>{"identify"},
    Kind<FirmwareOffer>{"firmware"},
};

template <typename T, typename... Kinds>
std::string_view name_in(const std::tuple<Kinds...>& kinds) {
    return std::get<Kind<T>>(kinds).name;
}

/// One of `kinds` by the word that stands under `key`, which is taken out of the object.
template <typename Variant, typename... Kinds>
Result<Variant> read_tagged(wire::json::object object, std::string_view key,
                            const std::tuple<Kinds...>& kinds, std::string_view what) {
    const wire::json::value* word = object.if_contains({key.data(), key.size()});
    if (word == nullptr || !word->is_string()) {
        return Error(ErrorCode::InvalidArgument, fmt::format("{}: \"{}\" is missing", what, key));
    }
    const std::string name(word->get_string());
    object.erase({key.data(), key.size()});
    std::optional<Result<Variant>> read;
    const auto try_kind = [&]<typename T>(const Kind<T>& kind) {
        if (kind.name == name) {
            auto value = wire::read_object<T>(object, name);
            read = value ? Result<Variant>(std::move(*value)) : Result<Variant>(value.error());
        }
    };
    std::apply([&](const auto&... kind) { (try_kind(kind), ...); }, kinds);
    if (!read) {
        return Error(ErrorCode::Unsupported,
                     fmt::format("{}: \"{}\" is not known here", what, name.substr(0, 40)));
    }
    return std::move(*read);
}

template <typename T>
wire::json::object tagged(std::string_view key, std::string_view name, const T& value) {
    wire::json::object object = wire::write_object(value);
    object[wire::json::string_view(key.data(), key.size())] =
        wire::json::string_view(name.data(), name.size());
    return object;
}

wire::json::object to_object(const CommandAction& action) {
    return std::visit(
        []<typename T>(const T& value) { return tagged("do", name_in<T>(kActions), value); },
        action);
}

}  // namespace

}  // namespace porchlight::device

namespace porchlight::wire {

/// A command's action, beside its id.
template <>
struct Form<device::CommandAction> {
    static json::value write(const device::CommandAction& action) {
        return device::to_object(action);
    }
    static Refusal read(const json::value& value, Limits /*limits*/, device::CommandAction& into) {
        if (!value.is_object()) {
            return "must be an object";
        }
        auto read = device::read_tagged<device::CommandAction>(value.get_object(), "do",
                                                               device::kActions, "it");
        if (!read) {
            return "is wrong: " + read.error().message();
        }
        into = std::move(*read);
        return std::nullopt;
    }
};

}  // namespace porchlight::wire

namespace porchlight::device {

template <typename F>
void fields(F& f, Command& command) {
    f("id", command.id, kIds);
    f("action", command.action);
}

namespace {

void put_number(std::string& bytes, std::int64_t number) {
    for (int shift = 56; shift >= 0; shift -= 8) {
        bytes.push_back(static_cast<char>(static_cast<std::uint64_t>(number) >> shift & 0xFFU));
    }
}

std::int64_t take_number(std::string_view& bytes) {
    std::uint64_t number = 0;
    for (const char byte : bytes.substr(0, 8)) {
        number = number << 8U | static_cast<std::uint8_t>(byte);
    }
    bytes.remove_prefix(8);
    return static_cast<std::int64_t>(number);
}

constexpr std::size_t kDataHead = 17;

template <typename Enum>
std::string_view word_in(Enum value) {
    for (const auto& [known, word] : wire::Words<Enum>::kWords) {
        if (known == value) {
            return word;
        }
    }
    return {};
}

}  // namespace

bool StreamOffer::operator==(const StreamOffer& other) const {
    return port == other.port && path == other.path && user == other.user &&
           password.reveal() == other.password.reveal();
}

std::string_view type_of(const LinkMessage& message) {
    return std::visit([]<typename T>(const T& /*value*/) { return name_in<T>(kMessages); },
                      message);
}

std::string_view word_of(Stage stage) {
    return word_in(stage);
}
std::string_view word_of(LightMeaning light) {
    return word_in(light);
}
std::string_view word_of(RebootReason reason) {
    return word_in(reason);
}
std::string_view word_of(Band band) {
    return word_in(band);
}
std::string_view word_of(EnergyUse use) {
    return word_in(use);
}
std::string_view word_of(EventReportKind kind) {
    return word_in(kind);
}
std::string_view word_of(const CommandAction& action) {
    return std::visit([]<typename T>(const T& /*value*/) { return name_in<T>(kActions); }, action);
}

std::string to_json(const LinkMessage& message) {
    return std::visit(
        []<typename T>(const T& value) {
            return wire::to_text(tagged("type", name_in<T>(kMessages), value));
        },
        message);
}

Result<LinkMessage> link_message_from_json(std::string_view text) {
    PL_TRY(auto object, wire::parse_object(text, "the message"));
    return read_tagged<LinkMessage>(std::move(object), "type", kMessages, "the message");
}

std::string to_json(const DeviceSettings& settings) {
    return wire::to_text(wire::write_object(settings));
}

Result<DeviceSettings> device_settings_from_json(std::string_view text) {
    PL_TRY(const auto object, wire::parse_object(text, "the settings"));
    return wire::read_object<DeviceSettings>(object, "the settings");
}

std::string to_json(const CommandAction& action) {
    return wire::to_text(to_object(action));
}

Result<CommandAction> command_action_from_json(std::string_view text) {
    PL_TRY(auto object, wire::parse_object(text, "the command"));
    return read_tagged<CommandAction>(std::move(object), "do", kActions, "the command");
}

std::string to_json(const Telemetry& telemetry) {
    return wire::to_text(wire::write_object(telemetry));
}

Result<Telemetry> telemetry_from_json(std::string_view text) {
    PL_TRY(const auto object, wire::parse_object(text, "telemetry"));
    return wire::read_object<Telemetry>(object, "telemetry");
}

std::string data_to_frame(const DataPiece& piece) {
    std::string frame;
    frame.reserve(kDataHead + piece.bytes.size());
    frame.push_back(static_cast<char>(piece.kind));
    put_number(frame, piece.id);
    put_number(frame, piece.offset);
    frame += piece.bytes;
    return frame;
}

Result<DataPiece> data_from_frame(std::string_view frame) {
    if (frame.size() < kDataHead || frame.size() > kDataHead + kMostData ||
        static_cast<std::uint8_t>(frame.front()) > static_cast<std::uint8_t>(DataKind::Firmware)) {
        return Error(ErrorCode::InvalidArgument, "a data frame is damaged");
    }
    DataPiece piece;
    piece.kind = static_cast<DataKind>(frame.front());
    frame.remove_prefix(1);
    piece.id = take_number(frame);
    piece.offset = take_number(frame);
    if (piece.id < 1 || piece.offset < 0) {
        return Error(ErrorCode::InvalidArgument, "a data frame is damaged");
    }
    piece.bytes = std::string(frame);
    return piece;
}

}  // namespace porchlight::device
