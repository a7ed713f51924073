// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/random.hpp"
#include "net/http/fetch.hpp"
#include "net/push/vapid.hpp"
#include "rt/backoff.hpp"
#include "rt/gate.hpp"
#include "rt/job.hpp"
#include "rt/task.hpp"
#include "store/store.hpp"

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace porchlight::hub {

/// A browser that is told, as its person sees it.
struct PushView {
    PushId id;
    std::string browser;  ///< In words.
    UtcTime since;
    std::string service;                 ///< Whose machines pass the messages on: a host's name.
    std::optional<std::string> problem;  ///< Why the last message did not arrive.
};

/// Sends alerts to browsers that asked for it, through the push service of each browser's maker,
/// which can read none of it.
///
/// Each browser has a line of its own: at most `kMostWaiting` messages, the oldest goes first when
/// it is full. A service that is busy or away is tried again with growing waits, or when it says; a
/// message that is too old by then is dropped. A browser that its service knows no more is
/// forgotten. Nothing is ever sent but to browsers that somebody switched on.
/// Strand-bound to the hub's control thread.
class PushService {
  public:
    static constexpr std::size_t kMostWaiting = 20;
    static constexpr std::size_t kMostOfAPerson = 20;
    static constexpr std::chrono::seconds kLongestWait{3600};
    /// How long a push service keeps a message for a phone that is away.
    static constexpr std::chrono::seconds kMotionLife{600};
    static constexpr std::chrono::seconds kLife{24 * 3600};

    struct Parts {
        rt::asio::any_io_executor executor;
        store::Store& store;
        const Clock& clock;
        Random& random;
        HomeId home;
        /// Where a push service may be. The default is the internet; only tests say otherwise.
        std::function<bool(std::string_view address)> may_reach;
        std::string authority_pem;  ///< One more to trust; for tests.
        std::function<rt::Task<>(std::chrono::milliseconds)> wait;
    };
    /// All that is given by reference outlives this.
    explicit PushService(Parts parts);
    ~PushService();
    PushService(const PushService&) = delete;
    PushService& operator=(const PushService&) = delete;
    PushService(PushService&&) = delete;
    PushService& operator=(PushService&&) = delete;

    /// Reads who is told.
    rt::Task<> start();
    /// What waits is lost. Before destruction, also after a failed start.
    rt::Task<> stop();

    /// What browsers subscribe with; made at the first call. @error As the store's.
    rt::Task<std::string> public_key();
    /// @error InvalidArgument  Not what a browser gives.  @error Exhausted  Too many of one person.
    rt::Task<PushView> subscribe(store::PushSubscription wanted);
    [[nodiscard]] std::vector<PushView> list(UserId who) const;
    /// One of that person's. @error NotFound
    rt::Task<> unsubscribe(UserId who, PushId id);
    /// A message to see that it works. @error NotFound
    Result<> try_out(UserId who, PushId id);
    /// To everybody who may know of it.
    void tell(const store::Alert& alert);
    /// Somebody was removed, and their browsers with them.
    void forget(UserId who);

    /// How many messages wait or are on their way.
    [[nodiscard]] std::size_t waiting() const;
    /// How many errands are under way.
    [[nodiscard]] int errands() const { return gate_.count(); }

  private:
    struct Letter {
        std::uint64_t number = 0;
        std::string text;
        std::chrono::seconds life{};
        std::string urgency;  ///< RFC 8030 section 5.3.
        MonotonicTime written;
    };
    /// A browser and what is on its way there.
    struct Line {
        store::PushSubscription to;
        std::deque<Letter> letters;
        std::optional<std::string> problem;
        rt::Backoff backoff;
        bool is_sending = false;
        std::optional<rt::Job> sending;
    };
    /// What came of one try.
    enum class Came : std::uint8_t { Through, Again, Dropped, Gone };
    struct Try {
        Came came = Came::Through;
        std::optional<std::chrono::seconds> wait;  ///< As the service asks.
        std::string problem;
    };

    rt::Task<net::push::VapidKey> key();
    rt::Task<> tell_now(store::Alert alert, rt::Gate::Holder held);
    void post(Line& line, Letter letter);
    rt::Task<> send_all(PushId id, rt::Gate::Holder held);
    /// @return How long to wait before the next try; nothing: the line is gone or empty.
    rt::Task<std::optional<std::chrono::milliseconds>> send_first(PushId id);
    rt::Task<Try> try_once(store::PushSubscription to, Letter letter);
    rt::Task<net::http::Errand> errand(store::PushSubscription to, Letter letter);
    static Try judge(const Result<net::http::Page>& page);
    Line* find(PushId id);
    Line* find(UserId who, PushId id);
    void drop_stale(Line& line) const;
    static PushView view_of(const Line& line);

    Parts parts_;
    std::optional<net::push::VapidKey> key_;
    std::map<PushId, Line> lines_;
    rt::Gate gate_;
    std::uint64_t letters_ = 0;
};

}  // namespace porchlight::hub
