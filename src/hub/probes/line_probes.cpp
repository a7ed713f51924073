// SPDX-License-Identifier: Apache-2.0
// The way out: the hub's own link, the router, and the internet by address.
#include "hub/probes/datagram.hpp"
#include "hub/probes/dhcp.hpp"
#include "hub/probes/echo.hpp"
#include "hub/probes/round.hpp"
#include "net/tls/glance.hpp"
#include "rt/job.hpp"

#include <boost/asio/this_coro.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace porchlight::hub::probing {
namespace {

using Milliseconds = std::chrono::milliseconds;

constexpr Milliseconds kPlaceLimit(2500);
constexpr Milliseconds kSlowRouter(400);
constexpr Milliseconds kSlowLine(1200);
/// Of twenty echoes: one lost is chance.
constexpr int kMostLost = 1;

std::string echo_figures(const std::string& address, const Echoes& echoes) {
    return fmt::format("{} of {} echoes from {}, {} ms", echoes.received, echoes.sent, address,
                       echoes.median.count());
}

/// "yes", "some" or "no".
std::string_view echo_value(const Echoes& echoes, Milliseconds slow) {
    if (echoes.received == 0) {
        return "no";
    }
    return echoes.sent - echoes.received > kMostLost || echoes.median > slow ? "some" : "yes";
}

/// Whether its network card answers, whatever its program does; nothing when nobody can say.
rt::Task<bool> card_answers(RoundPtr round, std::string address) {
    const auto link = link_to(round->tables, address);
    if (link) {
        auto asking = who_has(address, *link);
        const auto claims = co_await std::move(asking);
        if (claims) {
            co_return !claims->empty();
        }
    }
    PL_CO_TRY(const KernelTables now, read_kernel_tables());
    const Neighbour* neighbour = neighbour_of(now, address);
    constexpr Milliseconds kFresh(30'000);
    if (neighbour == nullptr || (!neighbour->is_missing && neighbour->heard_ago > kFresh)) {
        co_return Error(ErrorCode::Unavailable, "nobody can say");
    }
    co_return !neighbour->is_missing;
}

/// Whether any door of it opens or refuses: a machine that refuses is there.
rt::Task<bool> any_door(std::string address) {
    static constexpr std::array<std::uint16_t, 3> kDoors{53, 80, 443};
    for (const std::uint16_t port : kDoors) {
        auto knocking = knock(address, port, Milliseconds(700));
        PL_CO_TRY(const Knock knocked, co_await std::move(knocking));
        if (knocked.door != Door::Silent) {
            co_return true;
        }
    }
    co_return false;
}

struct PlaceSeen {
    enum class How : std::uint8_t { Silent, Stuck, Open } how = How::Silent;
    std::string figures;
};

/// One place of several addresses: the first that answers counts.
rt::Task<PlaceSeen> see_place(ReferencePlace place) {
    PlaceSeen seen;
    for (const std::string& address : place.addresses) {
        auto glancing = net::tls::glance(address, place.port, kPlaceLimit);
        const auto glance = co_await std::move(glancing);
        if (!glance && glance.error().code() == ErrorCode::Cancelled) {
            co_return glance.error();
        }
        seen.figures += fmt::format(
            "{}{}: {}", seen.figures.empty() ? "" : ", ", address,
            glance ? fmt::format("{} ms", glance->took.count()) : glance.error().sentence());
        if (glance || glance.error().code() == ErrorCode::Unsupported) {
            seen.how = PlaceSeen::How::Open;
            co_return seen;
        }
        if (glance.error().code() == ErrorCode::Exhausted) {
            seen.how = PlaceSeen::How::Stuck;
            co_return seen;
        }
    }
    co_return seen;
}

rt::Task<> note_place(ReferencePlace place, std::shared_ptr<PlaceSeen> into) {
    auto seeing = see_place(std::move(place));
    PL_CO_TRY(*into, co_await std::move(seeing));
    co_return Result<>();
}

/// Echoes tell of loss and delay; where they are not let through nothing is told.
std::string_view flow(const Result<Echoes>& echoes, bool all_stuck) {
    const bool can_tell = echoes && echoes->received > 0;
    if (can_tell && echoes->sent - echoes->received > 2) {
        return "holes";
    }
    if (can_tell && echoes->median > kSlowLine) {
        return "slow";
    }
    if (all_stuck) {
        return "stuck";
    }
    return can_tell ? "good" : "";
}

}  // namespace

void probe_own_link(Round& round) {
    const auto& links = round.tables.links;
    const auto is_joined = [](const Link& link) {
        return !link.is_loopback && link.is_up && link.has_carrier;
    };
    if (std::ranges::none_of(links, is_joined)) {
        round.answer("hub_link", "no_cable", fmt::format("{} links, none joined", links.size()));
        return;
    }
    const auto own = std::ranges::find_if(round.tables.addresses, [](const OwnAddress& address) {
        return !is_self_given(address.text);
    });
    if (own == round.tables.addresses.end()) {
        round.answer("hub_link", "no_address", "joined, without an address");
        return;
    }
    round.answer("hub_link", "good", fmt::format("{}/{}", own->text, own->prefix));
}

rt::Task<> probe_router(RoundPtr round) {
    if (round->gateway.empty()) {
        co_return Error(ErrorCode::Unavailable, "there is no router to ask");
    }
    const std::string gateway = round->gateway;
    auto pinging = ping(gateway);
    const auto echoes = co_await std::move(pinging);
    if (echoes && echoes->received > 0) {
        round->answer("router_answers", echo_value(*echoes, kSlowRouter),
                      echo_figures(gateway, *echoes));
        co_return Result<>();
    }
    auto knocking = any_door(gateway);
    PL_CO_TRY(const bool opens, co_await std::move(knocking));
    if (opens) {
        round->answer("router_answers", "yes", gateway + " answers, not to echoes");
        co_return Result<>();
    }
    auto asking = card_answers(round, gateway);
    PL_CO_TRY(const bool is_there, co_await std::move(asking));
    round->answer("router_answers", is_there ? "some" : "no",
                  gateway + (is_there ? ": its card answers, nothing else" : ": nothing answers"));
    co_return Result<>();
}

rt::Task<> probe_address_givers(RoundPtr round) {
    const auto link = std::ranges::find_if(round->tables.links, [&](const Link& one) {
        return !one.is_loopback && one.is_up && one.has_carrier;
    });
    if (link == round->tables.links.end()) {
        co_return Error(ErrorCode::Unavailable, "there is no link");
    }
    auto gathering = gather_offers(link->name);
    PL_CO_TRY(const auto offers, co_await std::move(gathering));
    std::set<std::string> servers;
    for (const DhcpOffer& offer : offers) {
        servers.insert(offer.server);
    }
    const std::string_view value = servers.empty() ? "nobody" : servers.size() == 1 ? "one" : "two";
    round->answer("addresses_given", value,
                  servers.empty() ? "no offer in 5 s"
                                  : fmt::format("offers of {}", fmt::join(servers, ", ")));
    co_return Result<>();
}

rt::Task<> probe_line(RoundPtr round) {
    const auto executor = co_await rt::asio::this_coro::executor;
    std::vector<std::shared_ptr<PlaceSeen>> seen;
    std::vector<rt::Job> jobs;
    for (const ReferencePlace& place : round->plan.references.places) {
        seen.push_back(std::make_shared<PlaceSeen>());
        jobs.emplace_back(executor, "internet probe", note_place(place, seen.back()));
    }
    for (rt::Job& job : jobs) {
        auto joining = job.join();
        PL_CO_TRY_VOID(co_await std::move(joining));
    }
    using How = PlaceSeen::How;
    const auto count = [&seen](How how) {
        return std::ranges::count_if(seen, [how](const auto& one) { return one->how == how; });
    };
    const auto silent = count(How::Silent);
    const auto all = std::ssize(seen);
    std::string figures;
    for (const auto& one : seen) {
        figures += (figures.empty() ? "" : "; ") + one->figures;
    }
    if (all == 0) {
        co_return Result<>();
    }
    round->answer("internet_by_address",
                  silent == 0     ? "yes"
                  : silent == all ? "no"
                                  : "some",
                  figures);
    if (silent == all) {
        co_return Result<>();
    }
    const std::string place = round->plan.references.places.front().addresses.front();
    auto pinging = ping(place);
    const auto echoes = co_await std::move(pinging);
    const std::string_view value = flow(echoes, count(How::Stuck) == all);
    if (!value.empty()) {
        round->answer("line_flow", value, echoes ? echo_figures(place, *echoes) : figures);
    }
    co_return Result<>();
}

}  // namespace porchlight::hub::probing
