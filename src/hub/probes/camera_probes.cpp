// SPDX-License-Identifier: Apache-2.0
// One camera: whether it is where it should be, and what it answers.
#include "hub/probes/datagram.hpp"
#include "hub/probes/echo.hpp"
#include "hub/probes/onvif.hpp"
#include "hub/probes/round.hpp"
#include "hub/probes/stream_probe.hpp"
#include "net/tls/glance.hpp"
#include "net/url.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace porchlight::hub::probing {
namespace {

using Milliseconds = std::chrono::milliseconds;

constexpr Milliseconds kDoorLimit(2500);
constexpr Milliseconds kSlowCamera(400);
constexpr std::uint16_t kDiscard = 9;
constexpr std::chrono::seconds kRightClock(20);
constexpr std::chrono::minutes kHour(60);
constexpr std::chrono::minutes kNearly(3);

std::string_view word_of(Door door) {
    return door == Door::Open ? "open" : door == Door::Refused ? "refused" : "silent";
}

/// On the same wire as the hub, and another machine than it.
bool is_here(const Round& round) {
    const auto is_its = [&round](const OwnAddress& own) { return own.text == round.camera; };
    return !is_self_given(round.camera) && std::ranges::none_of(round.tables.addresses, is_its) &&
           link_to(round.tables, round.camera).has_value();
}

std::string_view age_of(const Neighbour* neighbour) {
    constexpr std::chrono::minutes kNow(1);
    constexpr std::chrono::minutes kLong(30);
    if (neighbour == nullptr || neighbour->is_missing) {
        return "long";
    }
    return neighbour->heard_ago < kNow ? "now" : neighbour->heard_ago < kLong ? "minutes" : "long";
}

/// Makes the kernel ask every address around for its hardware.
rt::Task<> wake_neighbours(RoundPtr round) {
    std::vector<Letter> letters;
    for (const OwnAddress& own : round->tables.addresses) {
        if (is_self_given(own.text)) {
            continue;
        }
        for (std::string& address : addresses_around(own)) {
            letters.push_back({std::move(address), kDiscard, "?"});
        }
    }
    auto asking = ask_all(std::move(letters), Milliseconds(1600));
    PL_CO_TRY_VOID(co_await std::move(asking));
    co_return Result<>();
}

std::string_view kept_value(const Round& round, const KernelTables& now) {
    const std::string& mac = round.asked.mac;
    const Neighbour* there = neighbour_of(now, round.camera);
    if (there != nullptr && !there->is_missing && there->mac == mac) {
        return "same";
    }
    const bool is_elsewhere = std::ranges::any_of(now.neighbours, [&](const Neighbour& one) {
        return one.mac == mac && !one.is_missing && one.address != round.camera &&
               one.address.find(':') == std::string::npos;
    });
    if (is_elsewhere) {
        return "another";
    }
    return there != nullptr && !there->is_missing && !there->mac.empty() ? "taken" : "";
}

/// The whole network is asked only if the camera's own hardware is not where it was.
rt::Task<> probe_kept(RoundPtr round) {
    const bool knows = !round->asked.mac.empty() && is_here(*round);
    if (!knows) {
        co_return Result<>();
    }
    PL_CO_TRY(KernelTables now, read_kernel_tables());
    if (kept_value(*round, now) != "same") {
        auto waking = wake_neighbours(round);
        PL_CO_TRY_VOID(co_await std::move(waking));
        PL_CO_TRY(now, read_kernel_tables());
    }
    const std::string_view value = kept_value(*round, now);
    if (!value.empty()) {
        const Neighbour* there = neighbour_of(now, round->camera);
        round->answer("address_kept", value,
                      fmt::format("{} is {}, known as {}", round->camera,
                                  there == nullptr ? "nobody" : there->mac, round->asked.mac));
    }
    co_return Result<>();
}

rt::Task<> probe_certificate(RoundPtr round, std::uint16_t port) {
    auto glancing = net::tls::glance(round->camera, port, Milliseconds(2000));
    PL_CO_TRY(const net::tls::Glance seen, co_await std::move(glancing));
    const UtcTime now = round->clock->utc_now();
    const std::string_view value = now > seen.not_after    ? "past"
                                   : now < seen.not_before ? "future"
                                                           : "good";
    round->answer("certificate_dates", value,
                  fmt::format("{} to {}", to_rfc3339(seen.not_before), to_rfc3339(seen.not_after)));
    co_return Result<>();
}

std::string_view clock_value(std::chrono::microseconds apart) {
    if (apart < kRightClock) {
        return "right";
    }
    const bool is_hour = apart > kHour - kNearly && apart < kHour + kNearly;
    return is_hour ? "hour_off" : apart < kHour ? "minutes_off" : "far_off";
}

}  // namespace

rt::Task<> probe_reach(RoundPtr round) {
    const std::string camera = round->camera;
    if (!round->tables.addresses.empty()) {
        round->answer("same_net", link_to(round->tables, camera) ? "yes" : "no", camera);
    }
    auto pinging = ping(camera);
    const auto echoes = co_await std::move(pinging);
    if (echoes) {
        const bool is_whole = echoes->sent - echoes->received <= 1 && echoes->median < kSlowCamera;
        round->answer("camera_ping",
                      echoes->received == 0 ? "no"
                      : is_whole            ? "yes"
                                            : "some",
                      fmt::format("{} of {} echoes, {} ms", echoes->received, echoes->sent,
                                  echoes->median.count()));
    }
    if (is_here(*round)) {
        PL_CO_TRY(const KernelTables now, read_kernel_tables());
        const Neighbour* neighbour = neighbour_of(now, camera);
        round->answer("address_age", age_of(neighbour),
                      neighbour == nullptr
                          ? "never heard of"
                          : fmt::format("{} ms ago", neighbour->heard_ago.count()));
    }
    co_return Result<>();
}

rt::Task<> probe_address(RoundPtr round) {
    if (is_here(*round)) {
        auto asking = who_has(round->camera, link_to(round->tables, round->camera).value_or(0));
        const auto claims = co_await std::move(asking);
        if (claims && !claims->empty()) {
            round->answer("address_twice", claims->size() == 1 ? "one" : "two",
                          fmt::format("{}", fmt::join(*claims, ", ")));
        } else if (!claims && claims.error().code() == ErrorCode::Cancelled) {
            co_return claims.error();
        }
    }
    auto comparing = probe_kept(round);
    co_return co_await std::move(comparing);
}

rt::Task<> probe_video(RoundPtr round) {
    const ProbedCamera camera = round->asked;
    if (camera.url.empty()) {
        co_return Result<>();
    }
    PL_CO_TRY(const net::CameraUrl url, net::CameraUrl::parse(camera.url.reveal()));
    auto knocking = knock(round->camera, url.port(), kDoorLimit);
    PL_CO_TRY(const Knock knocked, co_await std::move(knocking));
    round->answer("rtsp_port", word_of(knocked.door),
                  fmt::format("{}:{} in {} ms", round->camera, url.port(), knocked.took.count()));
    if (knocked.door != Door::Open) {
        co_return Result<>();
    }
    if (url.scheme() == net::CameraScheme::Rtsps) {
        auto looking = probe_certificate(round, url.port());
        if (const auto seen = co_await std::move(looking);
            !seen && seen.error().code() == ErrorCode::Cancelled) {
            co_return seen;
        }
    }
    auto streaming = probe_stream(camera.url, camera.size, round->clock, &round->answers);
    co_return co_await std::move(streaming);
}

rt::Task<> probe_control(RoundPtr round) {
    const std::uint16_t port = round->asked.onvif_port;
    auto knocking = knock(round->camera, port, kDoorLimit);
    PL_CO_TRY(const Knock knocked, co_await std::move(knocking));
    round->answer("onvif_port", word_of(knocked.door),
                  fmt::format("{}:{} in {} ms", round->camera, port, knocked.took.count()));
    if (knocked.door == Door::Open) {
        auto asking = camera_time(round->camera, port);
        const auto time = co_await std::move(asking);
        if (time) {
            round->camera_ahead = *time - round->clock->utc_now();
        }
    }
    if (is_self_given(round->camera)) {
        co_return Result<>();  // on this machine: there is no network to search
    }
    auto searching = search_for(round->camera);
    PL_CO_TRY(const Search search, co_await std::move(searching));
    const std::string_view value = search == Search::Answers      ? "yes"
                                   : search == Search::OnlyDirect ? "only_direct"
                                                                  : "no";
    round->answer("answers_search", value, "WS-Discovery");
    co_return Result<>();
}

void judge_camera_clock(Round& round) {
    if (!round.camera_ahead) {
        return;
    }
    const auto ahead = *round.camera_ahead - round.behind.value_or(std::chrono::microseconds(0));
    round.answer("camera_clock", clock_value(std::chrono::abs(ahead)),
                 fmt::format("{:.0f} s ahead of {}", std::chrono::duration<double>(ahead).count(),
                             round.behind ? "the time servers" : "the hub"));
}

}  // namespace porchlight::hub::probing
