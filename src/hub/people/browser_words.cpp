// SPDX-License-Identifier: Apache-2.0
#include "hub/people/browser_words.hpp"

#include "net/address_scope.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

namespace porchlight::hub {

namespace {

struct Mark {
    std::string_view token;  ///< Something that only its user agents say.
    std::string_view word;
};
/// The first that is found counts: most say that they are Safari and Chrome too.
constexpr std::array kBrowsers{
    Mark{"Edg", "Edge"},         Mark{"OPR/", "Opera"},
    Mark{"Vivaldi", "Vivaldi"},  Mark{"SamsungBrowser", "Samsung Internet"},
    Mark{"Firefox/", "Firefox"}, Mark{"FxiOS", "Firefox"},
    Mark{"CriOS", "Chrome"},     Mark{"HeadlessChrome", "Chrome"},
    Mark{"Chrome/", "Chrome"},   Mark{"Safari/", "Safari"},
    Mark{"curl/", "curl"},
};
constexpr std::array kMachines{
    Mark{"iPhone", "an iPhone"},  Mark{"iPad", "an iPad"},    Mark{"Android", "Android"},
    Mark{"CrOS", "a Chromebook"}, Mark{"Windows", "Windows"}, Mark{"Macintosh", "a Mac"},
    Mark{"Linux", "Linux"},
};

std::string_view word_in(std::string_view text, std::span<const Mark> marks) {
    const auto found = std::ranges::find_if(marks, [text](const Mark& mark) {
        return text.find(mark.token) != std::string_view::npos;
    });
    return found == marks.end() ? std::string_view() : found->word;
}

}  // namespace

std::string browser_in_words(std::string_view user_agent) {
    const std::string_view browser = word_in(user_agent, kBrowsers);
    const std::string_view machine = word_in(user_agent, kMachines);
    const std::string_view name = browser.empty() ? "A browser" : browser;
    return machine.empty() ? std::string(name) : fmt::format("{} on {}", name, machine);
}

std::string place_of(std::string_view network, std::string_view browser) {
    const std::string_view net = net::is_public_address(network.substr(0, network.find('/')))
                                     ? network
                                     : std::string_view("home");
    return fmt::format("{} {}", net, browser);
}

std::string place_in_words(std::string_view address, std::string_view browser) {
    return net::is_public_address(address)
               ? fmt::format("{}, from {}.", browser, address)
               : fmt::format("{}, in the home's own network ({}).", browser, address);
}

}  // namespace porchlight::hub
