// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/doctor_store.hpp"
#include "store/sqlite/connection.hpp"

#include <vector>

// What each call of DoctorStore does, as plain functions on the one connection; as tables.hpp.

namespace porchlight::store::sqlite {

Result<> keep_doctor_session(Connection& db, const DoctorSession& session);
Result<std::vector<DoctorSession>> doctor_sessions(Connection& db, HomeId home);
Result<> count_for_doctor(Connection& db, HomeId home, const DoctorCount& one);
Result<std::vector<DoctorCount>> doctor_counts(Connection& db, HomeId home);
Result<> clear_doctor_counts(Connection& db, HomeId home);
Result<> set_doctor_memory(Connection& db, const DoctorMemory& memory);
Result<std::vector<DoctorMemory>> doctor_memory(Connection& db, HomeId home);

}  // namespace porchlight::store::sqlite
