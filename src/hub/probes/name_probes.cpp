// SPDX-License-Identifier: Apache-2.0
// Names, time, the maker, and whether somebody stands in between.
#include "hub/probes/drive.hpp"
#include "hub/probes/ntp.hpp"
#include "hub/probes/round.hpp"
#include "net/http/fetch.hpp"
#include "net/tls/glance.hpp"
#include "rt/launch.hpp"

#include <boost/asio/ip/address.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace porchlight::hub::probing {
namespace {

using Milliseconds = std::chrono::milliseconds;
using Seconds = std::chrono::seconds;

constexpr Milliseconds kSlowNames(1500);
constexpr Milliseconds kSlowMaker(2000);
constexpr Seconds kRightClock(5);
constexpr Seconds kMinutes(3600);
constexpr int kNoSuchName = 3;

bool is_address(const std::string& text) {
    boost::system::error_code error;
    boost::asio::ip::make_address(text, error);
    return !error;
}

/// What a name server makes of a reference name.
enum class Found : std::uint8_t { Right, Wrong, Nothing };

Found judge(const Result<DnsAnswer>& answer, const ReferenceName& name) {
    if (!answer || answer->addresses.empty()) {
        return Found::Nothing;
    }
    const bool is_right =
        name.addresses.empty() || std::ranges::any_of(answer->addresses, [&](const auto& address) {
            return std::ranges::count(name.addresses, address) != 0;
        });
    return is_right ? Found::Right : Found::Wrong;
}

std::string told(const Result<DnsAnswer>& answer) {
    if (!answer) {
        return answer.error().sentence();
    }
    return answer->addresses.empty() ? fmt::format("nothing (code {})", answer->code)
                                     : answer->addresses.front();
}

struct Asked {
    int right = 0;
    int all = 0;
    std::string figures;
};

rt::Task<Asked> ask_names(RoundPtr round, NameServer server) {
    Asked asked;
    for (const ReferenceName& name : round->plan.references.names) {
        const auto start = round->clock->monotonic_now();
        auto looking = look_up(server, name.name, RecordType::A);
        const auto answer = co_await std::move(looking);
        if (!answer && answer.error().code() == ErrorCode::Cancelled) {
            co_return answer.error();
        }
        const auto took =
            std::chrono::duration_cast<Milliseconds>(round->clock->monotonic_now() - start);
        ++asked.all;
        asked.right += judge(answer, name) == Found::Right && took < kSlowNames ? 1 : 0;
        asked.figures += fmt::format("{}{} at {}: {} in {} ms", asked.figures.empty() ? "" : "; ",
                                     name.name, server.address, told(answer), took.count());
    }
    co_return asked;
}

std::vector<NameServer> second_servers(const Round& round) {
    std::vector<NameServer> servers;
    servers.reserve(round.plan.references.second_resolver.size());
    for (const std::string& address : round.plan.references.second_resolver) {
        servers.push_back({address, round.plan.dns_port});
    }
    return servers;
}

rt::Task<> ask_elsewhere(RoundPtr round) {
    Asked asked;
    for (const NameServer& server : second_servers(*round)) {
        auto asking = ask_names(round, server);
        PL_CO_TRY(asked, co_await std::move(asking));
        if (asked.right > 0) {
            break;
        }
    }
    if (asked.all > 0) {
        round->answer("names_elsewhere", asked.right > 0 ? "yes" : "no", asked.figures);
    }
    co_return Result<>();
}

/// From the first server that answers at all.
rt::Task<DnsAnswer> look_up_at(std::vector<NameServer> servers, std::string name) {
    Result<DnsAnswer> last = Error(ErrorCode::Unavailable, "there is no name server");
    for (NameServer& server : servers) {
        auto looking = look_up(std::move(server), name, RecordType::A);
        last = co_await std::move(looking);
        if (last || last.error().code() == ErrorCode::Cancelled) {
            break;
        }
    }
    co_return last;
}

/// How late this machine comes to what is due: what a hub does not get done, it does late.
rt::Task<> probe_load(RoundPtr round) {
    constexpr int kTimes = 25;
    constexpr Milliseconds kShort(20);
    constexpr Milliseconds kLate(100);
    constexpr double kStalled = 40;
    const auto start = round->clock->monotonic_now();
    for (int i = 0; i < kTimes; ++i) {
        auto sleeping = rt::sleep_for(kShort);
        PL_CO_TRY_VOID(co_await std::move(sleeping));
    }
    const auto took =
        std::chrono::duration_cast<Milliseconds>(round->clock->monotonic_now() - start);
    const Milliseconds late = took / kTimes - kShort;
    const double stalled = stalled_share();
    round->answer("hub_load", late > kLate || stalled > kStalled ? "busy" : "calm",
                  fmt::format("{} ms late on average, {:.0f} % stalled", late.count(), stalled));
    co_return Result<>();
}

std::string_view maker_name_value(const Result<DnsAnswer>& here, const Result<DnsAnswer>& there) {
    const bool is_found = here && !here->addresses.empty();
    const bool leads_nowhere =
        is_found && std::ranges::all_of(here->addresses, [](const std::string& address) {
            return address == "0.0.0.0" || address.starts_with("127.");
        });
    if (is_found && !leads_nowhere) {
        return "found";
    }
    if (there && !there->addresses.empty()) {
        return here ? "blocked" : "";  // a server that says nothing blocks nobody
    }
    return there && there->code == kNoSuchName ? "missing" : "";
}

}  // namespace

rt::Task<std::vector<std::string>> addresses_of(RoundPtr round, std::string name) {
    if (is_address(name)) {
        co_return std::vector<std::string>{std::move(name)};
    }
    auto looking = look_up_at(round->name_servers, name);
    auto answer = co_await std::move(looking);
    if (answer && !answer->addresses.empty()) {
        co_return std::move(answer->addresses);
    }
    auto again = look_up_at(second_servers(*round), name);
    answer = co_await std::move(again);
    if (!answer && answer.error().code() == ErrorCode::Cancelled) {
        co_return answer.error();
    }
    co_return answer ? std::move(answer->addresses) : std::vector<std::string>();
}

rt::Task<> probe_names(RoundPtr round) {
    if (round->name_servers.empty()) {
        co_return Error(ErrorCode::Unavailable, "no name server is set");
    }
    auto asking = ask_names(round, round->name_servers.front());
    PL_CO_TRY(const Asked asked, co_await std::move(asking));
    const bool all_right = asked.right == asked.all;
    round->answer("names_found",
                  all_right          ? "yes"
                  : asked.right == 0 ? "no"
                                     : "some",
                  asked.figures);
    if (!all_right) {
        auto elsewhere = ask_elsewhere(round);
        co_return co_await std::move(elsewhere);
    }
    co_return Result<>();
}

rt::Task<> probe_page(RoundPtr round) {
    const ReferenceHosts& references = round->plan.references;
    if (references.page_host.empty()) {
        co_return Result<>();
    }
    auto looking = addresses_of(round, references.page_host);
    PL_CO_TRY(const auto addresses, co_await std::move(looking));
    if (addresses.empty()) {
        co_return Error(ErrorCode::NotFound, "its name is not found");
    }
    net::http::Errand errand;
    errand.address = addresses.front();
    errand.host = references.page_host;
    errand.path = references.page_path;
    auto asking = net::http::fetch(std::move(errand));
    PL_CO_TRY(const auto page, co_await std::move(asking));
    const bool is_ours = page.body.find(references.page_text) != std::string::npos;
    const bool is_broken = page.status >= 500;
    if (!is_broken) {
        round->answer("login_page", is_ours ? "no" : "yes",
                      fmt::format("{}: {} {}", references.page_host, page.status, page.location));
    }
    co_return Result<>();
}

rt::Task<> probe_time(RoundPtr round) {
    bool was_asked = false;
    for (const std::string& name : round->plan.references.time_servers) {
        auto looking = addresses_of(round, name);
        PL_CO_TRY(const auto addresses, co_await std::move(looking));
        if (addresses.empty()) {
            continue;
        }
        was_asked = true;
        auto asking = clock_offset(addresses.front(), round->plan.ntp_port, round->clock);
        const auto offset = co_await std::move(asking);
        if (!offset) {
            if (offset.error().code() == ErrorCode::Cancelled) {
                co_return offset.error();
            }
            continue;
        }
        round->behind = *offset;
        const auto behind = std::chrono::abs(*offset);
        const std::string figures = fmt::format("{}: {:.3f} s behind", name,
                                                std::chrono::duration<double>(*offset).count());
        round->answer("time_server", "yes", figures);
        round->answer("hub_clock",
                      behind < kRightClock ? "right"
                      : behind < kMinutes  ? "minutes_off"
                                           : "far_off",
                      figures);
        co_return Result<>();
    }
    if (was_asked) {
        round->answer("time_server", "no", "no time server answers");
    }
    co_return Result<>();
}

rt::Task<> probe_maker(RoundPtr round) {
    const std::string host = round->plan.maker_host;
    auto here_looking = look_up_at(round->name_servers, host);
    const auto here = co_await std::move(here_looking);
    auto there_looking = look_up_at(second_servers(*round), host);
    const auto there = co_await std::move(there_looking);
    if (!there && there.error().code() == ErrorCode::Cancelled) {
        co_return there.error();
    }
    const std::string_view name = maker_name_value(here, there);
    if (!name.empty()) {
        round->answer("maker_name", name,
                      fmt::format("here: {}; elsewhere: {}", told(here), told(there)));
    }
    const auto& answer = there && !there->addresses.empty() ? there : here;
    if (!answer || answer->addresses.empty()) {
        co_return Result<>();
    }
    auto glancing =
        net::tls::glance(answer->addresses.front(), round->plan.maker_port, Milliseconds(2500));
    const auto glance = co_await std::move(glancing);
    if (!glance && glance.error().code() == ErrorCode::Cancelled) {
        co_return glance.error();
    }
    const bool is_slow = glance ? glance->took > kSlowMaker
                                : glance.error().code() == ErrorCode::Exhausted ||
                                      glance.error().code() == ErrorCode::Unsupported;
    round->answer("maker_answers",
                  is_slow  ? "slowly"
                  : glance ? "yes"
                           : "no",
                  glance ? fmt::format("{} ms", glance->took.count()) : glance.error().sentence());
    co_return Result<>();
}

rt::Task<> probe_machine(RoundPtr round) {
    auto measuring = probe_load(round);
    PL_CO_TRY_VOID(co_await std::move(measuring));
    if (round->plan.storage_dir.empty()) {
        co_return Result<>();
    }
    const std::string folder = round->plan.storage_dir;
    auto writing = rt::offload(round->workers, [folder]() -> Result<std::optional<ProbeAnswer>> {
        return probe_drive(folder);
    });
    PL_CO_TRY(auto drive, co_await std::move(writing));
    if (drive) {
        round->answers.push_back(std::move(*drive));
    }
    co_return Result<>();
}

}  // namespace porchlight::hub::probing
