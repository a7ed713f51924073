// SPDX-License-Identifier: Apache-2.0
#include "net/password.hpp"

#include "base/check.hpp"
#include "rt/launch.hpp"

#include <sodium.h>

#include <array>
#include <utility>

namespace porchlight::net {

namespace {

std::string argon2id(const std::string& password, PasswordCost cost) {
    std::array<char, crypto_pwhash_STRBYTES> text{};
    if (crypto_pwhash_str_alg(text.data(), password.data(), password.size(), cost.passes,
                              cost.memory, crypto_pwhash_ALG_ARGON2ID13) != 0) {
        return {};
    }
    return text.data();
}

}  // namespace

PasswordHasher::PasswordHasher(PasswordCost cost) : cost_(cost), thread_("passwords") {
    PL_CHECK(sodium_init() >= 0, "libsodium finds no source of randomness");
    decoy_ = argon2id("a password that nobody has", cost_);
}

Result<std::shared_ptr<void>> PasswordHasher::take_turn() {
    if (waiting_->fetch_add(1) >= kMostWaiting) {
        waiting_->fetch_sub(1);
        return Error(ErrorCode::Exhausted,
                     "Too many people are signing in just now. Try again in a moment.");
    }
    return std::shared_ptr<void>(
        nullptr, [waiting = waiting_](void* /*nothing*/) { waiting->fetch_sub(1); });
}

rt::Task<std::string> PasswordHasher::hash(Secret password) {
    PL_CO_TRY(auto turn, take_turn());
    auto work = [turn = std::move(turn), password = std::move(password),
                 cost = cost_]() -> Result<std::string> {
        std::string text = argon2id(password.reveal(), cost);
        if (text.empty()) {
            return Error(ErrorCode::Exhausted, "There is not enough memory to sign anybody in.");
        }
        return text;
    };
    co_return co_await rt::offload(thread_.executor(), std::move(work));
}

rt::Task<bool> PasswordHasher::verify(std::string hash, Secret password) {
    PL_CO_TRY(auto turn, take_turn());
    const bool known = !hash.empty();
    auto work = [turn = std::move(turn), password = std::move(password), known,
                 hash = known ? std::move(hash) : decoy_]() -> Result<bool> {
        const std::string& text = password.reveal();
        return crypto_pwhash_str_verify(hash.c_str(), text.data(), text.size()) == 0 && known;
    };
    co_return co_await rt::offload(thread_.executor(), std::move(work));
}

}  // namespace porchlight::net
