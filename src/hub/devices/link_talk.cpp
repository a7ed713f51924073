// SPDX-License-Identifier: Apache-2.0
#include "hub/devices/link_talk.hpp"

#include "rt/deadline.hpp"

#include <utility>
#include <variant>

namespace porchlight::hub {

namespace link = net::link;
using link::Frame;
using link::FrameKind;

namespace {

constexpr std::chrono::seconds kHelloLimit{10};
/// What may be said before the end without waiting for a slow reader.
constexpr std::chrono::seconds kGoodbyeLimit{2};

device::GoodbyeReason reason_of(const Error& why) {
    return why.code() == ErrorCode::NotFound ? device::GoodbyeReason::NotRegistered
                                             : device::GoodbyeReason::BadMessage;
}

}  // namespace

Frame frame_of(const device::LinkMessage& message) {
    return {FrameKind::Message, device::to_json(message)};
}

rt::Task<> send(link::Link* link, device::LinkMessage message) {
    Frame frame = frame_of(message);
    auto sending = link->send(std::move(frame));
    co_return co_await std::move(sending);
}

rt::Task<> send_all(link::Link* link, std::vector<device::LinkMessage> messages) {
    for (device::LinkMessage& message : messages) {
        auto sending = send(link, std::move(message));
        PL_CO_TRY_VOID(co_await std::move(sending));
    }
    co_return Result<>();
}

rt::Task<device::Hello> hear_hello(link::Link* link) {
    auto receiving = link->receive();
    auto limit = rt::with_deadline(std::move(receiving), kHelloLimit, "a camera's hello");
    PL_CO_TRY(const auto frame, co_await std::move(limit));
    PL_CO_TRY(auto message, device::link_message_from_json(frame.bytes));
    auto* hello = std::get_if<device::Hello>(&message);
    if (hello == nullptr || frame.kind != FrameKind::Message) {
        co_return Error(ErrorCode::InvalidArgument, "a camera says hello first");
    }
    co_return std::move(*hello);
}

rt::Task<> part(link::Link* link, Error why) {
    std::ignore =
        link->try_send(frame_of(device::Goodbye{reason_of(why), why.message().substr(0, 500)}));
    auto flushing = link->flush();
    auto limit = rt::with_deadline(std::move(flushing), kGoodbyeLimit, "a goodbye");
    std::ignore = co_await std::move(limit);
    link->close();
    co_return why;
}

}  // namespace porchlight::hub
