// SPDX-License-Identifier: Apache-2.0
#include "base/serial.hpp"

#include <algorithm>

namespace porchlight {

namespace {

constexpr std::size_t kShortest = 6;
constexpr std::size_t kLongest = 32;

char capital(char letter) {
    return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
}

bool is_letter_or_digit(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

}  // namespace

Result<Serial> Serial::parse(std::string_view text) {
    const auto first = text.find_first_not_of(' ');
    const auto last = text.find_last_not_of(' ');
    std::string serial(first == std::string_view::npos ? std::string_view()
                                                       : text.substr(first, last - first + 1));
    std::ranges::transform(serial, serial.begin(), capital);
    const auto allowed = [](char c) { return is_letter_or_digit(c) || c == '-'; };
    if (serial.size() < kShortest || serial.size() > kLongest ||
        !std::ranges::all_of(serial, allowed) || !is_letter_or_digit(serial.front()) ||
        !is_letter_or_digit(serial.back())) {
        return Error(ErrorCode::InvalidArgument,
                     "A serial number has 6 to 32 letters, digits and dashes. It stands on the "
                     "device's label.");
    }
    return Serial(std::move(serial));
}

}  // namespace porchlight
