// SPDX-License-Identifier: Apache-2.0
#include "net/http/entity.hpp"

#include "net/ascii.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <sys/stat.h>

namespace porchlight::net::http {

namespace {

/// A position in a file; one beyond any file counts as far away.
std::optional<std::int64_t> position(std::string_view text) {
    const auto value = parse_number<std::uint64_t>(text);
    if (!value) {
        return std::nullopt;
    }
    constexpr auto kFar = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    return static_cast<std::int64_t>(std::min(*value, kFar));
}

/// "bytes=-500": the last 500.
RangeChoice suffix_range(std::string_view length, std::int64_t size) {
    const auto wanted = position(length);
    if (!wanted) {
        return {};
    }
    if (*wanted == 0 || size == 0) {
        return {RangeVerdict::Unsatisfiable, {}};
    }
    return {RangeVerdict::Part, {std::max<std::int64_t>(0, size - *wanted), size - 1}};
}

/// Whether one of a list of entity tags is ours. Weak comparison (RFC 9110 section 8.8.3.2).
bool tag_listed(std::string_view list, std::string_view etag) {
    while (!list.empty()) {
        std::string_view tag = trimmed(take_until(list, ','));
        tag.remove_prefix(tag.starts_with("W/") ? 2 : 0);
        if (tag == "*" || tag == etag) {
            return true;
        }
    }
    return false;
}

std::int64_t size_of(const Entity& entity) {
    if (const auto* text = std::get_if<std::string>(&entity.content)) {
        return static_cast<std::int64_t>(text->size());
    }
    return std::get<FileSlice>(entity.content).length;
}

bool not_modified(const Request& request, const Entity& entity, std::string_view date) {
    const std::string_view tags = request.headers.find("If-None-Match");
    if (!tags.empty()) {
        return !entity.etag.empty() && tag_listed(tags, entity.etag);
    }
    const std::string_view since = request.headers.find("If-Modified-Since");
    return !since.empty() && since == date;
}

RangeChoice range_of(const Request& request, const Entity& entity, std::string_view date) {
    const std::string_view condition = request.headers.find("If-Range");
    const bool same = condition.empty() || (!entity.etag.empty() && condition == entity.etag) ||
                      condition == date;
    return same ? choose_range(request.headers.find("Range"), size_of(entity)) : RangeChoice{};
}

Body part_of(Entity entity, ByteRange range) {
    if (auto* text = std::get_if<std::string>(&entity.content)) {
        return text->substr(static_cast<std::size_t>(range.first),
                            static_cast<std::size_t>(range.last - range.first + 1));
    }
    FileSlice slice = std::get<FileSlice>(std::move(entity.content));
    slice.offset += range.first;
    slice.length = range.last - range.first + 1;
    return slice;
}

Body whole_of(Entity entity) {
    if (auto* text = std::get_if<std::string>(&entity.content)) {
        return std::move(*text);
    }
    return std::get<FileSlice>(std::move(entity.content));
}

}  // namespace

RangeChoice choose_range(std::string_view header, std::int64_t size) {
    constexpr std::string_view kUnit = "bytes=";
    if (!header.starts_with(kUnit) || header.find(',') != std::string_view::npos) {
        return {};
    }
    header.remove_prefix(kUnit.size());
    const auto dash = header.find('-');
    if (dash == std::string_view::npos) {
        return {};
    }
    if (dash == 0) {
        return suffix_range(header.substr(1), size);
    }
    const auto first = position(header.substr(0, dash));
    const std::string_view end = header.substr(dash + 1);
    const auto last = end.empty() ? std::optional(size - 1) : position(end);
    if (!first || !last || (!end.empty() && *last < *first)) {
        return {};
    }
    if (*first >= size) {
        return {RangeVerdict::Unsatisfiable, {}};
    }
    return {RangeVerdict::Part, {*first, std::min(*last, size - 1)}};
}

std::string to_http_date(UtcTime time) {
    constexpr std::array<std::string_view, 7> kDays{"Sun", "Mon", "Tue", "Wed",
                                                    "Thu", "Fri", "Sat"};
    constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(time - day));
    return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} GMT",
                       kDays.at(std::chrono::weekday(day).c_encoding()), unsigned(date.day()),
                       kMonths.at(unsigned(date.month()) - 1), int(date.year()),
                       clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

Response entity_response(const Request& request, Entity entity) {
    Response response;
    const std::string date = entity.modified ? to_http_date(*entity.modified) : std::string();
    if (!entity.etag.empty()) {
        response.headers.set("ETag", entity.etag);
    }
    if (!date.empty()) {
        response.headers.set("Last-Modified", date);
    }
    if (not_modified(request, entity, date)) {
        response.status = 304;
        return response;
    }
    response.headers.set("Accept-Ranges", "bytes");
    const std::int64_t size = size_of(entity);
    const RangeChoice choice = range_of(request, entity, date);
    if (choice.verdict == RangeVerdict::Unsatisfiable) {
        response.status = 416;
        response.headers.set("Content-Range", fmt::format("bytes */{}", size));
        return response;
    }
    response.headers.set("Content-Type", entity.type);
    if (choice.verdict == RangeVerdict::Whole) {
        response.body = whole_of(std::move(entity));
        return response;
    }
    response.status = 206;
    response.headers.set("Content-Range", fmt::format("bytes {}-{}/{}", choice.range.first,
                                                      choice.range.last, size));
    response.body = part_of(std::move(entity), choice.range);
    return response;
}

Result<Entity> file_entity(UniqueFd file, std::string type) {
    struct stat status{};
    if (::fstat(file.get(), &status) != 0) {
        return errno_error(errno, "look at a file");
    }
    if (!S_ISREG(status.st_mode)) {
        return Error(ErrorCode::NotFound, "There is no such file.");
    }
    const UtcTime modified{
        std::chrono::duration_cast<Microseconds>(std::chrono::seconds(status.st_mtim.tv_sec) +
                                                 std::chrono::nanoseconds(status.st_mtim.tv_nsec))};
    Entity entity;
    entity.etag = fmt::format("\"{:x}-{:x}-{:x}\"", status.st_size,
                              modified.time_since_epoch().count(), status.st_ino);
    entity.modified = modified;
    entity.type = std::move(type);
    entity.content =
        FileSlice{std::make_shared<const UniqueFd>(std::move(file)), 0, status.st_size};
    return entity;
}

std::string_view type_of(std::string_view file_name) {
    struct Type {
        std::string_view extension;
        std::string_view type;
    };
    constexpr std::array kTypes{Type{".html", "text/html; charset=utf-8"},
                                Type{".js", "text/javascript; charset=utf-8"},
                                Type{".css", "text/css; charset=utf-8"},
                                Type{".json", "application/json"},
                                Type{".webmanifest", "application/manifest+json"},
                                Type{".svg", "image/svg+xml"},
                                Type{".png", "image/png"},
                                Type{".jpg", "image/jpeg"},
                                Type{".ico", "image/x-icon"},
                                Type{".webp", "image/webp"},
                                Type{".woff2", "font/woff2"},
                                Type{".wasm", "application/wasm"},
                                Type{".mp4", "video/mp4"},
                                Type{".map", "application/json"},
                                Type{".txt", "text/plain; charset=utf-8"}};
    const auto* found = std::ranges::find_if(
        kTypes, [&](const Type& type) { return file_name.ends_with(type.extension); });
    return found == kTypes.end() ? "application/octet-stream" : found->type;
}

}  // namespace porchlight::net::http
