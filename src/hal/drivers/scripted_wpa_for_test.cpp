// SPDX-License-Identifier: Apache-2.0
#include "hal/drivers/scripted_wpa_for_test.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>
#include <utility>

namespace porchlight::hal {
namespace {

sockaddr_un address_of(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    PL_CHECK(path.size() < sizeof(address.sun_path), "the path of a test's socket is too long");
    std::copy(path.begin(), path.end(), address.sun_path);
    return address;
}

std::string escape(const std::string& ssid) {
    std::string text;
    for (const char c : ssid) {
        switch (c) {
            case '"':
            case '\\':
                text += std::string("\\") + c;
                break;
            case '\n':
                text += "\\n";
                break;
            case '\r':
                text += "\\r";
                break;
            case '\t':
                text += "\\t";
                break;
            case '\033':
                text += "\\e";
                break;
            default:
                text += c >= ' ' && c <= '~'
                            ? std::string(1, c)
                            : fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
        }
    }
    return text;
}

std::string from_hex(const std::string& hex) {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
        bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
    }
    return bytes;
}

}  // namespace

ScriptedWpa::ScriptedWpa(std::string path) : path_(std::move(path)) {
    start();
}

ScriptedWpa::~ScriptedWpa() {
    stop();
}

void ScriptedWpa::start() {
    socket_ = UniqueFd(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    const sockaddr_un address = address_of(path_);
    PL_CHECK(
        ::bind(socket_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0,
        "cannot bind the scripted Wi-Fi service");
    stop_ = UniqueFd(::eventfd(0, EFD_CLOEXEC));
    thread_ =
        std::jthread([this, socket = socket_.get(), stop = stop_.get()] { run(socket, stop); });
}

void ScriptedWpa::stop() {
    if (!thread_.joinable()) {
        return;
    }
    const std::uint64_t one = 1;
    PL_CHECK(::write(stop_.get(), &one, sizeof(one)) == sizeof(one), "cannot stop");
    thread_.join();
    socket_.reset();
    ::unlink(path_.c_str());
    const std::lock_guard lock(mutex_);
    network_.reset();
    listener_.reset();
}

void ScriptedWpa::put(FakeNetwork network) {
    remove(network.point.bssid);
    const std::lock_guard lock(mutex_);
    air_.push_back(std::move(network));
}

void ScriptedWpa::remove(const std::string& bssid) {
    const std::lock_guard lock(mutex_);
    std::erase_if(air_, [&](const FakeNetwork& network) { return network.point.bssid == bssid; });
}

void ScriptedWpa::switch_off() {
    const std::lock_guard lock(mutex_);
    on_ = false;
}

void ScriptedWpa::set_wpa3(Wpa3 wpa3) {
    const std::lock_guard lock(mutex_);
    wpa3_ = wpa3;
}

void ScriptedWpa::answer(const std::string& command, std::string reply) {
    const std::lock_guard lock(mutex_);
    answers_[command] = std::move(reply);
}

std::vector<std::string> ScriptedWpa::commands() const {
    const std::lock_guard lock(mutex_);
    return commands_;
}

void ScriptedWpa::run(int socket, int stop) {
    for (;;) {
        std::array<pollfd, 2> waiting = {{{socket, POLLIN, 0}, {stop, POLLIN, 0}}};
        ::poll(waiting.data(), waiting.size(), -1);
        if (waiting[1].revents != 0) {
            return;
        }
        std::array<char, 4096> buffer{};
        sockaddr_un from{};
        socklen_t length = sizeof(from);
        const ssize_t size = ::recvfrom(socket, buffer.data(), buffer.size(), 0,
                                        reinterpret_cast<sockaddr*>(&from), &length);
        if (size < 0) {
            continue;
        }
        const std::lock_guard lock(mutex_);
        const std::string command(buffer.data(), static_cast<std::size_t>(size));
        commands_.push_back(command);
        if (command == "ATTACH") {
            listener_ = from;
        } else {
            tell("<3>CTRL-EVENT-BSS-ADDED 5 02:00:00:00:00:09");
        }
        const std::string reply = reply_to(command);
        if (!reply.empty()) {
            ::sendto(socket, reply.data(), reply.size(), 0, reinterpret_cast<sockaddr*>(&from),
                     sizeof(from));
        }
    }
}

std::string ScriptedWpa::reply_to(const std::string& command) {
    if (command == "SCAN") {
        tell("<3>CTRL-EVENT-SCAN-STARTED ");
        tell("<3>CTRL-EVENT-SCAN-RESULTS ");
    }
    for (const auto& [start, reply] : answers_) {
        if (command == start || command.starts_with(start + " ")) {
            return reply;
        }
    }
    if (command == "STATUS") {
        return status();
    }
    if (command == "SIGNAL_POLL") {
        const FakeNetwork& now = *wanted();
        return fmt::format("RSSI={}\nLINKSPEED=65\nNOISE=9999\nFREQUENCY={}\nWIDTH={} MHz\n",
                           now.point.rssi.count(), now.point.frequency.count(), now.width.count());
    }
    if (command == "SCAN_RESULTS") {
        return scan_results();
    }
    if (command == "REMOVE_NETWORK all") {
        network_.reset();
        selected_ = false;
    } else if (command == "ADD_NETWORK") {
        // Of a network before: not ours.
        tell("<3>CTRL-EVENT-CONNECTED - Connection to 02:00:00:00:00:09 completed [id=7 id_str=]");
        network_.emplace();
        return "0\n";
    } else if (command.starts_with("SET_NETWORK 0 ") && network_) {
        return set_network(command.substr(std::strlen("SET_NETWORK 0 ")));
    } else if (command == "SELECT_NETWORK 0" && network_) {
        selected_ = true;
        tell_outcome();
    } else if (command != "ATTACH" && command != "SCAN") {
        return "UNKNOWN COMMAND\n";
    }
    return "OK\n";
}

std::string ScriptedWpa::set_network(const std::string& setting) {
    const std::size_t space = setting.find(' ');
    const std::string key = setting.substr(0, space);
    const std::string value = setting.substr(space + 1);
    if (key == "ssid") {
        network_->ssid = from_hex(value);
    } else if (key == "psk") {
        const bool quoted = value.size() >= 2 && value.front() == '"' && value.back() == '"';
        // Quoted is a password of 8 to 63 characters, bare a key of 64 digits.
        if (quoted ? value.size() < 8 + 2 || value.size() > 63 + 2 : value.size() != 64) {
            return "FAIL\n";
        }
        network_->password = Secret(quoted ? value.substr(1, value.size() - 2) : value);
    } else if (key == "key_mgmt" && value == "WPA-PSK SAE") {
        return wpa3_ == Wpa3::Known ? "OK\n" : "FAIL\n";
    } else if (key != "key_mgmt" && key != "scan_ssid" && key != "ieee80211w") {
        return "FAIL\n";
    }
    return "OK\n";
}

std::string ScriptedWpa::status() const {
    if (!on_) {
        return "wpa_state=INTERFACE_DISABLED\naddress=02:00:00:00:00:77\n";
    }
    if (!selected_) {
        return "wpa_state=INACTIVE\naddress=02:00:00:00:00:77\n";
    }
    if (knock() != JoinOutcome::Joined) {
        return "wpa_state=SCANNING\naddress=02:00:00:00:00:77\n";
    }
    const FakeNetwork& now = *wanted();
    return fmt::format(
        "bssid={}\nfreq={}\nssid={}\nid=0\nmode=station\npairwise_cipher=CCMP\nkey_mgmt=WPA2-PSK\n"
        "wpa_state=COMPLETED\naddress=02:00:00:00:00:77\n",
        now.point.bssid, now.point.frequency.count(), escape(now.point.ssid));
}

std::string ScriptedWpa::scan_results() const {
    std::string reply = "bssid / frequency / signal level / flags / ssid\n";
    for (const FakeNetwork& network : air_) {
        const char* flags =
            network.point.security == WifiSecurity::Open ? "[ESS]" : "[WPA2-PSK-CCMP][WPS][ESS]";
        reply += fmt::format("{}\t{}\t{}\t{}\t{}\n", network.point.bssid,
                             network.point.frequency.count(), network.point.rssi.count(), flags,
                             escape(network.point.ssid));
    }
    return reply;
}

const FakeNetwork* ScriptedWpa::wanted() const {
    const auto found = std::find_if(air_.begin(), air_.end(), [&](const FakeNetwork& network) {
        return network_ && network.point.ssid == network_->ssid;
    });
    return found == air_.end() ? nullptr : &*found;
}

JoinOutcome ScriptedWpa::knock() const {
    const FakeNetwork* network = wanted();
    // One without keys is no candidate when a key is to be used, and the reverse.
    if (network == nullptr || network->password.empty() != network_->password.empty()) {
        return JoinOutcome::NotFound;
    }
    if (network->door != FakeDoor::Open) {
        return network->door == FakeDoor::Refuses ? JoinOutcome::Refused : JoinOutcome::TimedOut;
    }
    return network->password.reveal() == network_->password.reveal() ? JoinOutcome::Joined
                                                                     : JoinOutcome::WrongPassword;
}

void ScriptedWpa::tell_outcome() {
    switch (knock()) {
        case JoinOutcome::Joined:
            return tell(
                "<3>CTRL-EVENT-CONNECTED - Connection to 02:00:00:00:00:01 completed [id=0 "
                "id_str=]");
        case JoinOutcome::WrongPassword:
            tell("<3>WPA: 4-Way Handshake failed - pre-shared key may be incorrect");
            return tell(fmt::format(
                "<3>CTRL-EVENT-SSID-TEMP-DISABLED id=0 ssid=\"{}\" auth_failures=1 duration=10 "
                "reason=WRONG_KEY",
                escape(network_->ssid)));
        case JoinOutcome::NotFound:
            tell("<3>CTRL-EVENT-NETWORK-NOT-FOUND ");
            return tell("<3>CTRL-EVENT-NETWORK-NOT-FOUND ");
        case JoinOutcome::Refused:
            tell("<3>CTRL-EVENT-ASSOC-REJECT bssid=02:00:00:00:00:02 status_code=17");
            return tell("<3>CTRL-EVENT-ASSOC-REJECT bssid=02:00:00:00:00:02 status_code=17");
        case JoinOutcome::TimedOut:
            return tell("<3>Trying to associate with 02:00:00:00:00:03 (SSID='Silent' freq=2437)");
    }
}

void ScriptedWpa::tell(const std::string& event) {
    if (listener_) {
        ::sendto(socket_.get(), event.data(), event.size(), MSG_DONTWAIT | MSG_NOSIGNAL,
                 reinterpret_cast<const sockaddr*>(&*listener_), sizeof(*listener_));
    }
}

}  // namespace porchlight::hal
