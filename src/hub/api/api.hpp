// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub/api/services.hpp"
#include "net/http/static_files.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace porchlight::hub::api {

/// What helps a phone to trust the hub.
struct TrustPage {
    std::string certificate_der;
    std::string fingerprint;
};

/// The whole of what browsers see: the routes under /api, /trust, and the web app's files.
///
/// Before a route is called: the Host must be an IP address or one of ours (against DNS rebinding);
/// what changes something, and every WebSocket, must come from our own pages (Sec-Fetch-Site or
/// Origin); and the caller must be who the route says. Strand-bound to the hub's control thread.
class Api {
  public:
    struct Options {
        Services services;
        /// Names by which browsers may reach the hub; addresses are always fine.
        std::vector<std::string> host_names;
        std::optional<net::http::StaticFiles> web;
        /// Without it /trust says that there is nothing to trust.
        std::optional<TrustPage> trust;
    };
    explicit Api(Options options);

    /// For http::Server. Outlived by this.
    [[nodiscard]] http::Handler handler();
    /// For plain HTTP on a TLS address: /trust alone.
    [[nodiscard]] http::Handler plain_handler();
    /// For HouseService::Parts::follow.
    rt::Task<> tell_home() { return api::tell_home(&options_.services); }

  private:
    rt::Task<http::Response> answer(http::Request request);
    rt::Task<http::Response> answer_plain(http::Request request);
    rt::asio::awaitable<http::Response> route(CallPtr call);
    [[nodiscard]] rt::Task<> identify(CallPtr call) const;
    [[nodiscard]] std::optional<http::Response> page(const http::Request& request) const;

    Options options_;
    std::shared_ptr<const RouteTable> table_;
};

}  // namespace porchlight::hub::api
