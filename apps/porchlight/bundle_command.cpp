// SPDX-License-Identifier: Apache-2.0
#include "porchlight/bundle_command.hpp"

#include "camera/bundle_inspection.hpp"
#include "camera/bundle_writer.hpp"
#include "camera/signing_keys.hpp"

#include <fmt/core.h>

#include <cstdio>
#include <optional>

namespace porchlight::app {

namespace {

int fail(const Error& error, int status) {
    fmt::print(stderr, "porchlight bundle: {}\n", error.message());
    return status;
}

std::string day(UtcTime time) {
    return to_rfc3339(time).substr(0, 10);
}

Result<> make(const BundleMakeCommand& command) {
    camera::BundlePlan plan;
    plan.hardware = command.hardware;
    PL_TRY(plan.release.version, camera::parse_version(command.version));
    plan.release.epoch = command.epoch;
    plan.expires = SystemClock().utc_now() + std::chrono::days(command.days);
    std::vector<net::SecretKey> keys;
    for (const std::string& file : command.keys) {
        PL_TRY(auto key, camera::read_signing_key(file));
        keys.push_back(std::move(key));
    }
    PL_TRY_VOID(camera::write_bundle(plan, command.image, command.out, keys));
    fmt::print("{}: version {} for {}, to be installed until {}.\n", command.out, command.version,
               plan.hardware, day(plan.expires));
    return {};
}

void print_header(const camera::BundleHeader& header) {
    std::string keys;
    for (const camera::KeyId& key : header.keys) {
        keys += (keys.empty() ? "" : ", ") + camera::to_string(key);
    }
    fmt::print("  hardware   {}\n", header.hardware);
    fmt::print("  version    {}, security epoch {}\n", camera::to_string(header.release.version),
               header.release.epoch);
    fmt::print("  image      {} bytes in {} chunks\n", header.size.count(), header.chunks.size());
    fmt::print("  expires    {}\n", day(header.expires));
    fmt::print("  signed by  {}\n", keys);
}

Result<camera::BundleInspection> look(const BundleShowCommand& command) {
    std::optional<camera::TrustRoot> root;
    if (!command.root.empty()) {
        PL_TRY(root, camera::read_trust_root(command.root));
    }
    return camera::inspect_bundle(command.file, root ? &*root : nullptr, SystemClock().utc_now());
}

}  // namespace

int run_bundle_keys(const BundleKeysCommand& command) {
    const auto root = camera::make_signing_keys(command.folder);
    if (!root) {
        return fail(root.error(), 1);
    }
    fmt::print("{}/root is what cameras trust; it belongs into their image.\n", command.folder);
    for (std::size_t i = 0; i < root->keys.size(); ++i) {
        fmt::print("{}/key-{} is the secret of {}.\n", command.folder, i + 1,
                   camera::to_string(camera::key_id(root->keys[i])));
    }
    fmt::print("Two of the three have to sign. Keep each of them in a place of its own.\n");
    return 0;
}

int run_bundle_make(const BundleMakeCommand& command) {
    const auto made = make(command);
    return made ? 0 : fail(made.error(), 1);
}

int run_bundle_show(const BundleShowCommand& command) {
    const auto seen = look(command);
    if (!seen) {
        return fail(seen.error(), 2);
    }
    if (const auto& header = seen->header; header.has_value()) {
        print_header(*header);
    }
    if (!seen->reasons.empty()) {
        fmt::print("No camera would take it:\n");
        for (const Error& reason : seen->reasons) {
            fmt::print("  - {}\n", reason.message());
        }
        return 1;
    }
    if (command.root.empty()) {
        fmt::print(
            "It is whole. Whether the right keys signed it was not checked; name the "
            "trusted keys with --root.\n");
    } else {
        fmt::print("A camera of that hardware with an older version would take it.\n");
    }
    return 0;
}

}  // namespace porchlight::app
