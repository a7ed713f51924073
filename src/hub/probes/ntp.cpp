// SPDX-License-Identifier: Apache-2.0
#include "hub/probes/ntp.hpp"

#include "hub/probes/datagram.hpp"

#include <utility>

namespace porchlight::hub::probing {
namespace {

constexpr std::size_t kPacket = 48;
constexpr std::size_t kOrigin = 24;
constexpr std::size_t kReceived = 32;
constexpr std::size_t kSent = 40;
constexpr char kClientOfVersion4 = 0x23;
constexpr unsigned kServer = 4;
/// From 1900 to 1970.
constexpr std::int64_t kEpoch = 2'208'988'800;
constexpr std::int64_t kMillion = 1'000'000;

/// Seconds since 1900 and a 32-bit fraction. The seconds run over in 2036 and begin anew.
std::uint64_t to_ntp(UtcTime time) {
    const std::int64_t micros = time.time_since_epoch().count();
    const auto seconds = static_cast<std::uint32_t>(micros / kMillion + kEpoch);
    const auto part = static_cast<std::uint64_t>(micros % kMillion);
    return (std::uint64_t{seconds} << 32U) | ((part << 32U) / kMillion);
}

/// The moment nearest to now that reads so.
UtcTime from_ntp(std::uint64_t stamp, UtcTime now) {
    const auto seconds = static_cast<std::uint32_t>(stamp >> 32U);
    const std::int64_t here = now.time_since_epoch().count() / kMillion + kEpoch;
    const auto apart = static_cast<std::int32_t>(seconds - static_cast<std::uint32_t>(here));
    const auto part = static_cast<std::int64_t>(((stamp & 0xFFFFFFFFU) * kMillion) >> 32U);
    return UtcTime(Microseconds((here + apart - kEpoch) * kMillion + part));
}

std::uint64_t number_at(std::string_view bytes, std::size_t at) {
    std::uint64_t number = 0;
    for (const char c : bytes.substr(at, 8)) {
        number = (number << 8U) | static_cast<unsigned char>(c);
    }
    return number;
}

}  // namespace

std::string ntp_question(UtcTime now) {
    std::string packet(kPacket, '\0');
    packet[0] = kClientOfVersion4;
    const std::uint64_t stamp = to_ntp(now);
    for (std::size_t i = 0; i < 8; ++i) {
        packet[kSent + i] = static_cast<char>((stamp >> (56 - 8 * i)) & 0xFFU);
    }
    return packet;
}

Result<std::chrono::microseconds> parse_ntp_answer(std::string_view bytes, UtcTime asked,
                                                   UtcTime answered) {
    if (bytes.size() < kPacket || (static_cast<unsigned char>(bytes[0]) & 7U) != kServer ||
        number_at(bytes, kOrigin) != to_ntp(asked)) {
        return Error(ErrorCode::Corrupt, "no answer to this question");
    }
    const unsigned leap = static_cast<unsigned char>(bytes[0]) >> 6U;
    const unsigned stratum = static_cast<unsigned char>(bytes[1]);
    if (leap == 3 || stratum == 0 || stratum > 15) {
        return Error(ErrorCode::Unavailable, "the time server does not know the time itself");
    }
    const UtcTime received = from_ntp(number_at(bytes, kReceived), answered);
    const UtcTime sent = from_ntp(number_at(bytes, kSent), answered);
    return ((received - asked) + (sent - answered)) / 2;
}

rt::Task<std::chrono::microseconds> clock_offset(std::string address, std::uint16_t port,
                                                 const Clock* clock) {
    const UtcTime asked = clock->utc_now();
    auto asking =
        ask({std::move(address), port, ntp_question(asked)}, 2, std::chrono::milliseconds(1200));
    PL_CO_TRY(const std::string bytes, co_await std::move(asking));
    co_return parse_ntp_answer(bytes, asked, clock->utc_now());
}

}  // namespace porchlight::hub::probing
