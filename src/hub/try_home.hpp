// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "net/http/message.hpp"
#include "rt/task.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// A virtual household that people of the home can try things in. The hub gives it a place in its
/// API; a room above makes it.
namespace porchlight::hub {

/// One that can be begun.
struct TryExample {
    std::string id;
    std::string about;                ///< What it shows, in a sentence.
    std::vector<std::string> models;  ///< Of its devices, by their ids, each once.
    std::optional<std::string> task;  ///< Of a lesson: what to do.
    std::string title;                ///< Of a lesson; else empty.
};

/// How far a lesson is.
enum class LessonState : std::uint8_t {
    Coming,   ///< What is to be mended has not happened yet.
    Open,     ///< It is for the person to act.
    Done,     ///< The household found it done.
    Spoiled,  ///< It can no longer be done; it may be begun again.
};

struct TryView {
    std::vector<TryExample> examples;
    std::optional<std::string> running;  ///< The example that runs.
    std::optional<LessonState> lesson;   ///< Of what runs, if it is a lesson.
    std::string says;  ///< What to know now that it is done or spoiled; else empty.
};

/// At most one household runs at a time, for everybody, and ends by itself when nobody has looked
/// for a while. Strand-bound to the hub's control thread. Nothing of it touches the real home.
class TryHome {
  public:
    TryHome() = default;
    TryHome(const TryHome&) = delete;
    TryHome& operator=(const TryHome&) = delete;
    TryHome(TryHome&&) = delete;
    TryHome& operator=(TryHome&&) = delete;
    virtual ~TryHome() = default;

    [[nodiscard]] virtual TryView view() = 0;
    /// In place of what runs. @error NotFound  There is no such example.
    virtual rt::Task<> begin(std::string example) = 0;
    virtual rt::Task<> end() = 0;
    /// What of it is to be seen: "state", "models", "deeds", or "events", a WebSocket.
    /// @error NotFound  No such thing.   @error Unavailable  None runs.
    virtual Result<net::http::Response> look(std::string_view what) = 0;
    /// @param order  "button", "power", …   @param body  JSON.
    /// @error NotFound, InvalidArgument  As the household says.   @error Unavailable  None runs.
    virtual Result<net::http::Response> order(std::string_view order, std::string_view body) = 0;
};

}  // namespace porchlight::hub
