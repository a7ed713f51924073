// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/random.hpp"
#include "rt/backoff.hpp"
#include "rt/job.hpp"
#include "sources/source.hpp"

#include <functional>
#include <memory>
#include <optional>

namespace porchlight::camera {

/// Hears from the eye. Calls come on its executor.
class EyeListener : public sources::PacketSink {
  public:
    /// There is no picture now; it is tried again by itself.
    virtual void on_blind(const Error& why) = 0;
};

/// The camera's sensor and encoder: while it is open it yields packets, and begins again after each
/// failure. Strand-bound. Nothing is called after `close` or its destruction.
class Eye {
  public:
    using MakeSource = std::function<Result<std::unique_ptr<sources::Source>>()>;

    /// All by reference outlive it.
    Eye(rt::asio::any_io_executor executor, Random& random, MakeSource make_source,
        EyeListener& listener);
    ~Eye();
    Eye(const Eye&) = delete;
    Eye& operator=(const Eye&) = delete;
    Eye(Eye&&) = delete;
    Eye& operator=(Eye&&) = delete;

    void open();
    void close();
    [[nodiscard]] bool is_open() const { return job_.has_value(); }
    /// As sources::Source.
    void ask_for_key_frame();

  private:
    /// A source that is being cancelled may still yield a packet when the eye is closed.
    class Optic;

    static rt::Task<> look(std::shared_ptr<Optic> optic);

    rt::asio::any_io_executor executor_;
    Random& random_;
    MakeSource make_source_;
    EyeListener& listener_;
    std::shared_ptr<Optic> optic_;
    std::optional<rt::Job> job_;
};

}  // namespace porchlight::camera
