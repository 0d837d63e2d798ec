// The tables of a project's database and the rules that the database itself keeps, as numbered steps.
//
// A step that was released is never edited; a change is a new step. Thread-safe.
// Invariant: script N (from 0) turns version N into version N + 1, the number in PRAGMA user_version.
#pragma once

#include <span>

namespace tandem {

/// "TNDM" in PRAGMA application_id: tells a project from other databases.
inline constexpr int kApplicationId = 0x544E444D;

/// SQL scripts, in order.
[[nodiscard]] std::span<const char* const> schemaSteps();

}  // namespace tandem
