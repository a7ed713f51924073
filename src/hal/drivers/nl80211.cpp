// SPDX-License-Identifier: Apache-2.0
#include "hal/drivers/nl80211.hpp"

#include <cerrno>
#include <cstring>
#include <linux/nl80211.h>
#include <net/if.h>
#include <netlink/errno.h>
#include <netlink/genl/ctrl.h>
#include <netlink/genl/genl.h>
#include <netlink/handlers.h>
#include <netlink/msg.h>
#include <netlink/netlink.h>
#include <netlink/socket.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <utility>

namespace porchlight::hal {
namespace {

constexpr std::size_t kMostMessages = 256;  // a dump of stations has one for each
constexpr timeval kPatience{1, 0};

struct FreeSocket {
    void operator()(nl_sock* socket) const { nl_socket_free(socket); }
};
struct FreeMessage {
    void operator()(nl_msg* message) const { nlmsg_free(message); }
};
using Socket = std::unique_ptr<nl_sock, FreeSocket>;
using Message = std::unique_ptr<nl_msg, FreeMessage>;

/// What libnl's callbacks fill.
struct Conversation {
    Nl80211Calls::Messages messages;
    int state = kOpen;  ///< kOpen, kEnded, or the kernel's -errno.
    static constexpr int kOpen = 1;
    static constexpr int kEnded = 0;
};

int on_message(nl_msg* message, void* argument) {
    auto& conversation = *static_cast<Conversation*>(argument);
    const nlmsghdr* header = nlmsg_hdr(message);
    if (conversation.messages.size() < kMostMessages) {
        std::vector<std::byte> bytes(header->nlmsg_len);
        std::memcpy(bytes.data(), header, bytes.size());
        conversation.messages.push_back(std::move(bytes));
    }
    return NL_OK;
}

int on_end(nl_msg* /*message*/, void* argument) {
    static_cast<Conversation*>(argument)->state = Conversation::kEnded;
    return NL_STOP;
}

int on_error(sockaddr_nl* /*from*/, nlmsgerr* error, void* argument) {
    static_cast<Conversation*>(argument)->state = error->error;
    return NL_STOP;
}

Error no_wifi_in_kernel() {
    return {ErrorCode::Unsupported,
            "this machine has no Wi-Fi: its kernel knows no Wi-Fi adapter. Is one plugged in, and "
            "its driver loaded?"};
}

Error netlink_error(int error) {
    switch (-error) {
        case NLE_OBJ_NOTFOUND:
            return no_wifi_in_kernel();
        case NLE_AGAIN:
            return {ErrorCode::TimedOut, "the kernel does not answer about its Wi-Fi"};
        case NLE_PERM:
        case NLE_NOACCESS:
            return {ErrorCode::PermissionDenied, "this program may not ask the kernel of Wi-Fi"};
        default:
            return {ErrorCode::Unavailable,
                    std::string("cannot ask the kernel of Wi-Fi: ") + nl_geterror(error)};
    }
}

Error refusal(int error, const std::string& interface) {
    if (error == -ENODEV || error == -EINVAL || error == -EOPNOTSUPP) {
        return {ErrorCode::NotFound, interface + " has no Wi-Fi. Which one has, tells \"iw dev\"."};
    }
    return errno_error(-error, "ask of the Wi-Fi of " + interface);
}

Result<Socket> connect() {
    Socket socket(nl_socket_alloc());
    if (!socket) {
        return Error(ErrorCode::Unavailable, "cannot make a netlink socket");
    }
    if (const int error = genl_connect(socket.get()); error < 0) {
        return netlink_error(error);
    }
    if (::setsockopt(nl_socket_get_fd(socket.get()), SOL_SOCKET, SO_RCVTIMEO, &kPatience,
                     sizeof(kPatience)) != 0) {
        return errno_error(errno, "prepare a netlink socket");
    }
    return socket;
}

Result<Message> make_request(int family, Nl80211Question question, unsigned interface) {
    const bool is_dump = question == Nl80211Question::Stations;
    Message message(nlmsg_alloc());
    const bool is_made =
        message &&
        genlmsg_put(message.get(), NL_AUTO_PORT, NL_AUTO_SEQ, family, 0, is_dump ? NLM_F_DUMP : 0,
                    static_cast<std::uint8_t>(is_dump ? NL80211_CMD_GET_STATION
                                                      : NL80211_CMD_GET_INTERFACE),
                    0) != nullptr;
    if (!is_made || nla_put_u32(message.get(), NL80211_ATTR_IFINDEX, interface) < 0) {
        return Error(ErrorCode::Internal, "cannot make a question to the kernel");
    }
    return message;
}

/// Sends the request and receives until the kernel has said all.
Result<Nl80211Calls::Messages> converse(nl_sock* socket, nl_msg* request,
                                        const std::string& interface) {
    Conversation conversation;
    nl_socket_modify_cb(socket, NL_CB_VALID, NL_CB_CUSTOM, on_message, &conversation);
    nl_socket_modify_cb(socket, NL_CB_FINISH, NL_CB_CUSTOM, on_end, &conversation);
    nl_socket_modify_cb(socket, NL_CB_ACK, NL_CB_CUSTOM, on_end, &conversation);
    nl_socket_modify_err_cb(socket, NL_CB_CUSTOM, on_error, &conversation);
    if (const int error = nl_send_auto(socket, request); error < 0) {
        return netlink_error(error);
    }
    while (conversation.state == Conversation::kOpen) {
        if (const int error = nl_recvmsgs_default(socket);
            error < 0 && conversation.state == Conversation::kOpen) {
            return netlink_error(error);
        }
    }
    if (conversation.state < 0) {
        return refusal(conversation.state, interface);
    }
    return std::move(conversation.messages);
}

}  // namespace

Result<Nl80211Calls::Messages> KernelNl80211::ask(Nl80211Question question,
                                                  const std::string& interface) {
    const unsigned index = ::if_nametoindex(interface.c_str());
    if (index == 0) {
        return Error(ErrorCode::NotFound,
                     "there is no network interface \"" + interface + "\" here");
    }
    PL_TRY(const Socket socket, connect());
    const int family = genl_ctrl_resolve(socket.get(), NL80211_GENL_NAME);
    if (family < 0) {
        return netlink_error(family);
    }
    PL_TRY(const Message request, make_request(family, question, index));
    return converse(socket.get(), request.get(), interface);
}

Result<WifiLink> read_link(Nl80211Calls& kernel, const std::string& interface) {
    WifiLink link;
    for (const auto question : {Nl80211Question::Interface, Nl80211Question::Stations}) {
        PL_TRY(const auto messages, kernel.ask(question, interface));
        for (const auto& message : messages) {
            add_message(message, link);
        }
    }
    return link;
}

}  // namespace porchlight::hal
