// SPDX-License-Identifier: Apache-2.0
#include "net/password.hpp"

#include "net/token.hpp"
#include "rt/launch.hpp"

#include <gtest/gtest.h>

#include <latch>
#include <set>

namespace porchlight::net {
namespace {

/// The least that libsodium takes, so that tests are quick.
constexpr PasswordCost kCheap{1, 8192};

TEST(PasswordHasher, KnowsThePasswordAgainAndNoOther) {
    const rt::IoThread thread("test");
    PasswordHasher hasher(kCheap);
    const std::string hash = *rt::run_blocking(thread, hasher.hash(Secret("a good long phrase")));
    EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=8,t=1,p=1$"));
    EXPECT_NE(*rt::run_blocking(thread, hasher.hash(Secret("a good long phrase"))), hash);
    EXPECT_TRUE(*rt::run_blocking(thread, hasher.verify(hash, Secret("a good long phrase"))));
    EXPECT_FALSE(*rt::run_blocking(thread, hasher.verify(hash, Secret("a good long phrasE"))));
    EXPECT_FALSE(*rt::run_blocking(thread, hasher.verify("", Secret(""))));
    EXPECT_FALSE(
        *rt::run_blocking(thread, hasher.verify("", Secret("a password that nobody has"))));
}

TEST(PasswordHasher, CostsWhatWeSayByDefault) {
    const rt::IoThread thread("test");
    PasswordHasher hasher;
    const std::string hash = *rt::run_blocking(thread, hasher.hash(Secret("x")));
    EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=65536,t=3,p=1$")) << hash;
}

TEST(PasswordHasher, RefusesMoreThanAFewAtOnce) {
    const rt::IoThread thread("test");
    PasswordHasher hasher;
    std::latch done(20);
    int refused = 0;
    for (int i = 0; i < 20; ++i) {
        rt::launch(thread.executor(), hasher.hash(Secret("x")),
                   [&](const Result<std::string>& hash) {
                       refused += !hash && hash.error().code() == ErrorCode::Exhausted ? 1 : 0;
                       done.count_down();
                   });
    }
    done.wait();
    EXPECT_GE(refused, 1);
    EXPECT_LE(refused, 20 - PasswordHasher::kMostWaiting);
}

TEST(Token, IsLongRandomAndFitToStandInAnAddress) {
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i) {
        const Secret token = random_token();
        EXPECT_EQ(token.reveal().size(), 43U);
        EXPECT_EQ(token.reveal().find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                                   "abcdefghijklmnopqrstuvwxyz0123456789-_"),
                  std::string::npos);
        seen.insert(token.reveal());
    }
    EXPECT_EQ(seen.size(), 1000U);
    // FIPS 180-2 appendix B.1.
    EXPECT_EQ(token_hash("abc"),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_TRUE(equal_secrets("abc", "abc"));
    EXPECT_FALSE(equal_secrets("abc", "abd"));
    EXPECT_FALSE(equal_secrets("abc", "ab"));
}

}  // namespace
}  // namespace porchlight::net
