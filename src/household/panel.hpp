// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "household/describe.hpp"
#include "household/living.hpp"
#include "net/http/message.hpp"
#include "net/http/static_files.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace porchlight::household {

/// The household in a browser: its page, its state and story, and orders.
///
///   GET  /                          the page
///   GET  /api/household             the state (describe.hpp)
///   GET  /api/household/models      the bodies of its models, by id
///   GET  /api/household/deeds       every sentence that somebody can do
///   GET  /api/household/story?from=N  from that line on, at most kMostLines of the last ones
///   GET  /api/household/events      a WebSocket: {"type": "state" | "story" | "ping", …}
///   POST /api/household/<order>     orders.hpp; JSON; answers {"said": …}
///
/// Only this machine's own pages may use it: the Host field must name an address or localhost, and
/// what changes something must come from the page itself. Strand-bound.
class Panel {
  public:
    static constexpr std::size_t kMostLines = 400;

    struct Parts {
        LivingHousehold* living = nullptr;  ///< Outlives the panel.
        StreamLookup streams;
        HubLookup hubs;
        std::optional<net::http::StaticFiles> web;
    };

    explicit Panel(Parts parts) : parts_(std::move(parts)) {}

    /// The handler holds the panel by its address.
    [[nodiscard]] net::http::Handler handler();
    /// Tells the browsers what has changed since the last call. Call after each step.
    void tell_news();

    // For whoever serves the household at another place and has checked who asks.

    /// What is under /api/household/<what>; "" is the state.
    [[nodiscard]] net::http::Response look(std::string_view what,
                                           const net::http::Request& request);
    [[nodiscard]] net::http::Response take(std::string_view order, std::string_view body);
    /// Tells the browsers that it is over: {"type": "over"}.
    void tell_over();
    /// How many browsers listen.
    [[nodiscard]] std::size_t viewers() const;

  private:
    using Socket = std::shared_ptr<net::http::WebSocket>;

    static rt::Task<net::http::Response> answer(Panel* self, net::http::Request request);
    [[nodiscard]] net::http::Response respond(net::http::Request request);
    [[nodiscard]] net::http::Response answer_api(const net::http::Request& request);
    [[nodiscard]] net::http::Response page(net::http::Request request) const;
    static rt::Task<> serve(Panel* self, Socket socket);

    [[nodiscard]] std::string state_text() const;
    [[nodiscard]] std::string story_text(std::size_t from) const;
    [[nodiscard]] bool is_state_due();

    Parts parts_;
    std::vector<std::weak_ptr<net::http::WebSocket>> sockets_;
    std::uint64_t deeds_told_ = 0;
    std::size_t lines_told_ = 0;
    int steps_since_state_ = 0;
    bool was_ordered_ = false;  ///< Since the state was told.
};

}  // namespace porchlight::household
