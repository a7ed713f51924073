// SPDX-License-Identifier: Apache-2.0
#include "hal/drivers/wpa_radio.hpp"

#include "hal/drivers/join_watch.hpp"
#include "hal/drivers/wpa_link.hpp"
#include "hal/drivers/wpa_reply.hpp"
#include "rt/deadline.hpp"

#include <boost/asio/this_coro.hpp>
#include <fmt/format.h>

#include <filesystem>
#include <unistd.h>
#include <utility>

namespace porchlight::hal {
namespace {

namespace asio = boost::asio;

constexpr std::size_t kKeyDigits = 64;

Error service_ended() {
    return {ErrorCode::Unavailable, "the Wi-Fi service has ended"};
}

std::string to_hex(const std::string& bytes) {
    std::string hex;
    for (const char byte : bytes) {
        hex += fmt::format("{:02x}", static_cast<unsigned char>(byte));
    }
    return hex;
}

// Quoted is a password; bare is the key itself. The service takes all between the first and the
// last quote as it stands.
Secret password_setting(const std::string& network, const Secret& password) {
    const char* quote = password.reveal().size() == kKeyDigits ? "" : "\"";
    return Secret(
        fmt::format("SET_NETWORK {} psk {}{}{}", network, quote, password.reveal(), quote));
}

rt::Task<> set(WpaLink* link, std::string network, std::string setting) {
    Secret command("SET_NETWORK " + network + " " + setting);
    auto told = link->tell(std::move(command));
    co_return co_await std::move(told);
}

// WPA3 too, where the service and the adapter know it.
rt::Task<> set_password(WpaLink* link, std::string network, Secret password) {
    Secret setting = password_setting(network, password);
    PL_CO_TRY_VOID(co_await link->tell(std::move(setting)));
    const auto wpa3 = co_await set(link, network, "key_mgmt WPA-PSK SAE");
    if (wpa3) {
        co_return co_await set(link, network, "ieee80211w 1");
    }
    if (wpa3.error().code() != ErrorCode::Unavailable) {
        co_return wpa3.error();
    }
    co_return co_await set(link, network, "key_mgmt WPA-PSK");
}

// Makes this the only network and lets the service begin.
rt::Task<> begin_joining(WpaLink* link, WifiCredentials credentials) {
    Secret forget("REMOVE_NETWORK all");
    PL_CO_TRY_VOID(co_await link->tell(std::move(forget)));
    Secret add("ADD_NETWORK");
    PL_CO_TRY(const std::string network, co_await link->ask(std::move(add)));
    if (network.empty() || network.find_first_not_of("0123456789") != std::string::npos) {
        co_return Error(ErrorCode::Unavailable, "the Wi-Fi service refuses a new network");
    }
    link->forget_events();  // they were of the network before
    // As hexadecimal digits a name can hold anything.
    std::string name = "ssid " + to_hex(credentials.ssid);
    PL_CO_TRY_VOID(co_await set(link, network, std::move(name)));
    PL_CO_TRY_VOID(co_await set(link, network, "scan_ssid 1"));  // it may hide its name
    if (credentials.password.empty()) {
        PL_CO_TRY_VOID(co_await set(link, network, "key_mgmt NONE"));
    } else {
        PL_CO_TRY_VOID(co_await set_password(link, network, std::move(credentials.password)));
    }
    Secret select("SELECT_NETWORK " + network);
    co_return co_await link->tell(std::move(select));
}

rt::Task<JoinOutcome> await_outcome(WpaLink* link, JoinWatch* watch) {
    for (;;) {
        PL_CO_TRY(const std::string message, co_await link->next_event());
        const WpaEvent event = parse_event(message);
        if (event.kind == WpaEventKind::Terminating) {
            co_return service_ended();
        }
        if (const auto outcome = watch->on_event(event)) {
            co_return *outcome;
        }
    }
}

rt::Task<> await_scan(WpaLink* link) {
    for (;;) {
        PL_CO_TRY(const std::string message, co_await link->next_event());
        const WpaEventKind kind = parse_event(message).kind;
        if (kind == WpaEventKind::Terminating) {
            co_return service_ended();
        }
        if (kind == WpaEventKind::ScanFailed) {
            co_return Error(ErrorCode::Unavailable, "the radio could not look for networks");
        }
        if (kind == WpaEventKind::ScanResults) {
            co_return Result<>();
        }
    }
}

}  // namespace

/// Joins and scans are one at a time.
class WpaRadio::Turn {
  public:
    explicit Turn(bool& busy) : busy_(&busy) { busy = true; }
    ~Turn() {
        if (busy_ != nullptr) {
            *busy_ = false;
        }
    }
    Turn(Turn&& other) noexcept : busy_(std::exchange(other.busy_, nullptr)) {}
    Turn& operator=(Turn&&) = delete;
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

  private:
    bool* busy_;
};

WpaRadio::WpaRadio(WpaRadioOptions options, std::unique_ptr<Nl80211Calls> kernel)
    : options_(std::move(options)), kernel_(std::move(kernel)) {}

std::string WpaRadio::interface() const {
    return std::filesystem::path(options_.control).filename().string();
}

Result<WpaRadio::Turn> WpaRadio::take_turn() {
    if (busy_) {
        return Error(ErrorCode::Unavailable, "the radio is busy with another scan or join");
    }
    return Turn(busy_);
}

rt::Task<std::unique_ptr<WpaLink>> WpaRadio::open_link() {
    const auto executor = co_await asio::this_coro::executor;
    std::string own =
        fmt::format("{}/wpa-{}-{}-{}", options_.own_folder, interface(), ::getpid(), links_++);
    co_return WpaLink::open(executor, options_.control, std::move(own), options_.answer_limit);
}

rt::Task<std::unique_ptr<WpaLink>> WpaRadio::open_for_work() {
    PL_CO_TRY(auto link, co_await open_link());
    Secret ask_status("STATUS");
    PL_CO_TRY(const std::string reply, co_await link->ask(std::move(ask_status)));
    PL_CO_TRY(const RadioStatus status, parse_status(reply));
    if (status.state == RadioState::Off) {
        co_return Error(ErrorCode::FailedPrecondition, "the camera's Wi-Fi is switched off");
    }
    Secret attach("ATTACH");
    PL_CO_TRY_VOID(co_await link->tell(std::move(attach)));
    co_return std::move(link);
}

rt::Task<RadioStatus> WpaRadio::status() {
    PL_CO_TRY(const auto link, co_await open_link());
    Secret ask_status("STATUS");
    PL_CO_TRY(const std::string reply, co_await link->ask(std::move(ask_status)));
    PL_CO_TRY(RadioStatus status, parse_status(reply));
    if (status.state == RadioState::Joined) {
        Secret poll("SIGNAL_POLL");
        PL_CO_TRY(const std::string signal, co_await link->ask(std::move(poll)));
        add_signal(signal, status);
        // The service alone says whether we are joined; without the kernel less is known.
        if (const auto known = kernel_ ? read_link(*kernel_, interface()) : WifiLink()) {
            add_link(*known, status);
        }
    }
    co_return status;
}

rt::Task<std::vector<AccessPoint>> WpaRadio::scan() {
    PL_CO_TRY(const Turn turn, take_turn());
    PL_CO_TRY(const auto link, co_await open_for_work());
    Secret start("SCAN");
    PL_CO_TRY(const std::string reply, co_await link->ask(std::move(start)));
    // Busy is fine: the scan that runs ends with the same event.
    if (reply != "OK" && reply != "FAIL-BUSY") {
        co_return Error(ErrorCode::Unavailable, "the radio could not look for networks");
    }
    auto scanned = await_scan(link.get());
    PL_CO_TRY_VOID(co_await rt::with_deadline(std::move(scanned), options_.scan_limit,
                                              "looking for Wi-Fi networks"));
    Secret results("SCAN_RESULTS");
    PL_CO_TRY(const std::string list, co_await link->ask(std::move(results)));
    co_return parse_scan_results(list);
}

rt::Task<JoinOutcome> WpaRadio::join(WifiCredentials credentials) {
    PL_CO_TRY_VOID(check_credentials(credentials));
    PL_CO_TRY(const Turn turn, take_turn());
    PL_CO_TRY(const auto link, co_await open_for_work());
    PL_CO_TRY_VOID(co_await begin_joining(link.get(), std::move(credentials)));
    JoinWatch watch;
    auto awaited = await_outcome(link.get(), &watch);
    Result<JoinOutcome> outcome =
        co_await rt::with_deadline(std::move(awaited), options_.join_limit, "joining the Wi-Fi");
    if (!outcome && outcome.error().code() == ErrorCode::TimedOut) {
        outcome = watch.at_deadline();
    }
    if (outcome && *outcome != JoinOutcome::Joined) {
        Secret forget("REMOVE_NETWORK all");
        PL_CO_TRY_VOID(co_await link->tell(std::move(forget)));
    }
    co_return outcome;
}

rt::Task<> WpaRadio::leave() {
    PL_CO_TRY(const auto link, co_await open_link());
    Secret forget("REMOVE_NETWORK all");
    co_return co_await link->tell(std::move(forget));
}

}  // namespace porchlight::hal
