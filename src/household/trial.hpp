// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "household/living.hpp"
#include "household/panel.hpp"
#include "hub/try_home.hpp"
#include "rt/job.hpp"
#include "sim/lesson.hpp"

#include <memory>
#include <optional>
#include <string>

namespace porchlight::household {

/// The virtual household that the app of a hub offers: one of the examples of spec/households/,
/// with its lesson if it has one. Its cameras have no pictures and look for no real hub. It ends
/// `kWithoutViewers` after the last browser has gone. Strand-bound. Must be stopped before it is
/// destroyed.
class Trial final : public hub::TryHome {
  public:
    static constexpr std::chrono::minutes kWithoutViewers{10};
    /// Faster would take time from the real cameras' hub.
    static constexpr double kFastest = 600;

    /// @param clock Outlives it.
    Trial(rt::asio::any_io_executor strand, const Clock& clock);
    ~Trial() override;
    Trial(const Trial&) = delete;
    Trial& operator=(const Trial&) = delete;
    Trial(Trial&&) = delete;
    Trial& operator=(Trial&&) = delete;

    [[nodiscard]] hub::TryView view() override;
    rt::Task<> begin(std::string example) override;
    rt::Task<> end() override;
    Result<net::http::Response> look(std::string_view what) override;
    Result<net::http::Response> order(std::string_view order, std::string_view body) override;
    rt::Task<> stop();

    /// Ends it if nobody has looked for long; it is called by itself while one runs. For tests too.
    rt::Task<> end_if_forgotten();

  private:
    struct Running;

    static rt::Task<> keep_watch(Trial* self);
    static rt::Task<> end_of(std::shared_ptr<Running> old);
    void on_step(Running& running);

    rt::asio::any_io_executor strand_;
    const Clock& clock_;
    /// Shared with answers that are under way.
    std::shared_ptr<Running> running_;
    std::optional<rt::Job> watching_;
};

}  // namespace porchlight::household
