// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "base/serial.hpp"
#include "base/units.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <array>
#include <chrono>
#include <concepts>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

/// Small JSON objects of our own protocols: each struct lists its fields once, and reading and
/// writing both follow from that.
///
///     template <typename Fields>
///     void fields(Fields& f, Welcome& welcome) {
///         f("version", welcome.version, {1, 1000});
///         f("time_us", welcome.time);
///     }
///
/// Reading is strict: a field that is missing, unknown, of another type or out of its limits is
/// refused with a sentence that names it. A std::optional may be left out. Every text and list has
/// a limit. (What crosses the browsers' API is described in hub/api/, which makes a schema too.)
namespace porchlight::wire {

namespace json = boost::json;

/// The values of a number, the bytes of a text, the items of a list.
struct Limits {
    double least = 0;
    double most = 0;
};
inline constexpr Limits kAnyCount{0, 9007199254740992.0};  ///< What a double counts exactly.
inline constexpr Limits kShortText{0, 200};

/// One word for each value of an enum: specialise with
/// `static constexpr std::array kWords{std::pair{Kind::Motion, "motion"sv}, …};`
template <typename Enum>
struct Words;

class Writer {
  public:
    template <typename T>
    void operator()(std::string_view key, T& value, Limits limits = {});
    [[nodiscard]] json::object take() && { return std::move(object_); }

  private:
    json::object object_;
};

class Reader {
  public:
    /// @param what Begins each sentence, e.g. "telemetry".
    Reader(const json::object& object, std::string what)
        : object_(&object), what_(std::move(what)) {}

    template <typename T>
    void operator()(std::string_view key, T& into, Limits limits = {});
    /// What is wrong, unknown fields included. @error InvalidArgument
    [[nodiscard]] Result<> finish();

    /// Notes "<what>: <key> <sentence>." unless something is noted already.
    void refuse(std::string_view key, std::string_view sentence);

  private:
    const json::object* object_;
    std::string what_;
    std::size_t seen_ = 0;
    std::vector<std::string_view> known_;
    std::optional<Error> problem_;
};

/// JSON text of one object, at most `kDeepest` deep. @error InvalidArgument
Result<json::object> parse_object(std::string_view text, std::string_view what);
[[nodiscard]] std::string to_text(const json::object& object);

/// How a type stands in JSON: `write`, and `read`, which gives what was expected when it does not
/// fit ("must be …"), else nothing.
template <typename T>
struct Form;
using Refusal = std::optional<std::string>;

[[nodiscard]] Refusal read_number(const json::value& value, Limits limits, double& into);
[[nodiscard]] Refusal read_whole(const json::value& value, Limits limits, std::int64_t& into);
[[nodiscard]] Refusal read_text(const json::value& value, Limits limits, std::string& into);
[[nodiscard]] Refusal not_one_of(std::span<const std::string_view> words);

template <>
struct Form<bool> {
    static json::value write(bool value) { return value; }
    static Refusal read(const json::value& value, Limits limits, bool& into);
};
template <>
struct Form<double> {
    static json::value write(double value) { return value; }
    static Refusal read(const json::value& value, Limits limits, double& into) {
        return read_number(value, limits, into);
    }
};
template <std::integral T>
    requires(!std::same_as<T, bool>)
struct Form<T> {
    static json::value write(T value) { return static_cast<std::int64_t>(value); }
    static Refusal read(const json::value& value, Limits limits, T& into) {
        std::int64_t whole = 0;
        Refusal refusal = read_whole(value, limits, whole);
        into = static_cast<T>(whole);
        return refusal;
    }
};
template <>
struct Form<std::string> {
    static json::value write(const std::string& value) { return json::value(value); }
    static Refusal read(const json::value& value, Limits limits, std::string& into) {
        return read_text(value, limits, into);
    }
};
template <>
struct Form<Secret> {
    static json::value write(const Secret& value) { return json::value(value.reveal()); }
    static Refusal read(const json::value& value, Limits limits, Secret& into);
};
template <>
struct Form<Serial> {
    static json::value write(const Serial& value) { return json::value(value.text()); }
    static Refusal read(const json::value& value, Limits limits, Serial& into);
};
/// Whole microseconds since 1970, up to the year 2200.
template <>
struct Form<UtcTime> {
    static json::value write(UtcTime value) { return value.time_since_epoch().count(); }
    static Refusal read(const json::value& value, Limits limits, UtcTime& into);
};
/// A whole number of its own unit; say the unit in the key.
template <typename Rep, typename Period>
struct Form<std::chrono::duration<Rep, Period>> {
    using Duration = std::chrono::duration<Rep, Period>;
    static json::value write(Duration value) { return static_cast<std::int64_t>(value.count()); }
    static Refusal read(const json::value& value, Limits limits, Duration& into) {
        std::int64_t whole = 0;
        Refusal refusal = read_whole(value, limits, whole);
        into = Duration(static_cast<Rep>(whole));
        return refusal;
    }
};
/// Types of base/units.hpp that count one thing.
template <typename Unit>
    requires requires(const Unit& unit) {
        { unit.count() } -> std::convertible_to<double>;
        Unit(unit.count());
    }
struct Form<Unit> {
    using Count = decltype(std::declval<const Unit&>().count());
    static json::value write(const Unit& value) { return Form<Count>::write(value.count()); }
    static Refusal read(const json::value& value, Limits limits, Unit& into) {
        Count count{};
        Refusal refusal = Form<Count>::read(value, limits, count);
        into = Unit(count);
        return refusal;
    }
};
template <>
struct Form<Celsius> {
    static json::value write(Celsius value) { return value.degrees(); }
    static Refusal read(const json::value& value, Limits limits, Celsius& into);
};

template <typename T>
    requires std::is_enum_v<T>
struct Form<T> {
    static json::value write(T value) {
        for (const auto& [known, word] : Words<T>::kWords) {
            if (known == value) {
                return json::value(json::string_view(word.data(), word.size()));
            }
        }
        return nullptr;
    }
    static Refusal read(const json::value& value, Limits /*limits*/, T& into) {
        std::vector<std::string_view> words;
        for (const auto& [known, word] : Words<T>::kWords) {
            if (value.is_string() && std::string_view(value.get_string()) == word) {
                into = known;
                return std::nullopt;
            }
            words.push_back(word);
        }
        return not_one_of(words);
    }
};

template <typename T>
json::object write_object(T value) {
    Writer writer;
    fields(writer, value);
    return std::move(writer).take();
}
template <typename T>
Result<T> read_object(const json::object& object, std::string what) {
    T value{};
    Reader reader(object, std::move(what));
    fields(reader, value);
    PL_TRY_VOID(reader.finish());
    return value;
}

/// Structs, by their `fields`.
template <typename T>
    requires requires(Writer& writer, T& value) { fields(writer, value); }
struct Form<T> {
    static json::value write(const T& value) { return write_object(value); }
    static Refusal read(const json::value& value, Limits /*limits*/, T& into) {
        if (!value.is_object()) {
            return "must be an object";
        }
        auto read = read_object<T>(value.get_object(), "");
        if (!read) {
            return "is wrong" + read.error().message();
        }
        into = std::move(*read);
        return std::nullopt;
    }
};

template <typename T>
struct IsOptional : std::false_type {};
template <typename T>
struct IsOptional<std::optional<T>> : std::true_type {};

template <typename T>
void Writer::operator()(std::string_view key, T& value, Limits limits) {
    if constexpr (IsOptional<T>::value) {
        if (value) {
            (*this)(key, *value, limits);
        }
    } else {
        object_[json::string_view(key.data(), key.size())] = Form<T>::write(value);
    }
}

template <typename T>
void Reader::operator()(std::string_view key, T& into, Limits limits) {
    known_.push_back(key);
    const json::value* value = object_->if_contains(json::string_view(key.data(), key.size()));
    if (value == nullptr) {
        if constexpr (!IsOptional<T>::value) {
            refuse(key, "is missing");
        }
        return;
    }
    ++seen_;
    if constexpr (IsOptional<T>::value) {
        typename T::value_type inner{};
        if (const auto refusal = Form<typename T::value_type>::read(*value, limits, inner)) {
            refuse(key, *refusal);
        }
        into = std::move(inner);
    } else if (const auto refusal = Form<T>::read(*value, limits, into)) {
        refuse(key, *refusal);
    }
}

}  // namespace porchlight::wire
