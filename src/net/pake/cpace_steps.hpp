// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/secret.hpp"
#include "net/pake/cpace.hpp"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

/// Private to net/pake: the steps of draft-irtf-cfrg-cpace-21, each named as there, so that its
/// test vectors can be held against them.
namespace porchlight::net::pake {

/// Each part behind its length in LEB128 (section 6.3).
[[nodiscard]] Secret lv_cat(std::initializer_list<std::string_view> parts);
/// What is hashed into the generator (section 8.1).
[[nodiscard]] Secret generator_string(const CpaceInputs& inputs);
/// G.calculate_generator (section 8.3).
[[nodiscard]] Secret calculate_generator(const CpaceInputs& inputs);
/// G.scalar_mult: the share. Empty for the neutral element.
[[nodiscard]] std::optional<Secret> scalar_mult(const Secret& scalar, std::string_view point);
/// transcript_ir of both messages (section 6.3).
[[nodiscard]] std::string transcript_ir(const CpaceMessage& initiator,
                                        const CpaceMessage& responder);
/// ISK (section 7.2).
[[nodiscard]] Secret session_key(const std::string& session, const Secret& k,
                                 const std::string& transcript);
/// mac_key, and the tag of one side's message (section 10.4).
[[nodiscard]] Secret mac_key(const std::string& session, const Secret& isk);
[[nodiscard]] std::string tag_of(const Secret& mac_key, const CpaceMessage& message);

}  // namespace porchlight::net::pake
