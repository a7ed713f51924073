// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/link/link.hpp"
#include "rt/task.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace porchlight::net::link {

/// What peers may use of us. Strangers are those who have shown no certificate yet: any machine of
/// the network can be one.
struct LinkLimits {
    std::size_t paired = 2000;
    std::size_t strangers = 32;
    std::size_t strangers_of_one_address = 4;
    std::chrono::milliseconds handshake{10'000};
};

/// Takes links. Strand-bound to `executor`; handlers run there.
class LinkListener {
  public:
    /// Serves one link to its end. Cancelled when the listener stops.
    using Handler = std::function<rt::Task<>(std::unique_ptr<Link>)>;

    struct Options {
        std::string address;                    ///< "0.0.0.0", "::" (IPv6 alone).
        std::uint16_t port = kDefaultLinkPort;  ///< 0 lets the system choose.
        std::shared_ptr<const LinkContext> context;
        Handler handler;
        LinkLimits limits = {};
    };

    /// Binds and begins to take links.
    /// @error AlreadyExists  The port is in use.   @error InvalidArgument, PermissionDenied
    static Result<std::unique_ptr<LinkListener>> create(rt::asio::any_io_executor executor,
                                                        Options options);
    LinkListener(const LinkListener&) = delete;
    LinkListener& operator=(const LinkListener&) = delete;
    LinkListener(LinkListener&&) = delete;
    LinkListener& operator=(LinkListener&&) = delete;
    virtual ~LinkListener() = default;

    [[nodiscard]] virtual std::uint16_t port() const = 0;
    /// Those whose handshake is done.
    [[nodiscard]] virtual std::size_t links() const = 0;
    /// New links use this from now on.
    virtual void set_context(std::shared_ptr<const LinkContext> context) = 0;
    /// Takes no more, cancels every handler and waits for them. Must have returned before
    /// destruction.
    virtual rt::Task<> stop() = 0;

  protected:
    LinkListener() = default;
};

}  // namespace porchlight::net::link
