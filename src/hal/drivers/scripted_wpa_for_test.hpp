// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/fd.hpp"
#include "hal/fakes/fake_radio.hpp"

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>
#include <vector>

namespace porchlight::hal {

/// Speaks as wpa_supplicant 2.10 does on its control socket, over a made-up air; with stray events
/// at the most awkward places. On a thread of its own; thread-safe.
class ScriptedWpa {
  public:
    enum class Wpa3 : std::uint8_t { Known, Unknown };

    explicit ScriptedWpa(std::string path);
    ~ScriptedWpa();
    ScriptedWpa(const ScriptedWpa&) = delete;
    ScriptedWpa& operator=(const ScriptedWpa&) = delete;
    ScriptedWpa(ScriptedWpa&&) = delete;
    ScriptedWpa& operator=(ScriptedWpa&&) = delete;

    void put(FakeNetwork network);
    void remove(const std::string& bssid);
    void switch_off();
    void set_wpa3(Wpa3 wpa3);
    /// What is answered to a command of these first words, instead of the usual; "" keeps silent.
    void answer(const std::string& command, std::string reply);
    /// Starts, and ends, the service.
    void start();
    void stop();
    [[nodiscard]] std::vector<std::string> commands() const;

  private:
    void run(int socket, int stop);
    std::string reply_to(const std::string& command);
    std::string set_network(const std::string& setting);
    [[nodiscard]] std::string status() const;
    [[nodiscard]] std::string scan_results() const;
    [[nodiscard]] const FakeNetwork* wanted() const;
    [[nodiscard]] JoinOutcome knock() const;
    void tell_outcome();
    void tell(const std::string& event);

    std::string path_;
    UniqueFd socket_;
    UniqueFd stop_;
    std::jthread thread_;

    mutable std::mutex mutex_;
    std::vector<FakeNetwork> air_;
    std::map<std::string, std::string> answers_;
    std::vector<std::string> commands_;
    bool on_ = true;
    Wpa3 wpa3_ = Wpa3::Known;
    std::optional<WifiCredentials> network_;  // what ADD_NETWORK made
    bool selected_ = false;
    std::optional<sockaddr_un> listener_;  // who sent ATTACH
};

}  // namespace porchlight::hal
