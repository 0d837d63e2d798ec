// Cells of tables that spreadsheets open. Thread-safe.
//
// Invariant: a cell that is no number is no formula either, whoever named what stands in it.
#pragma once

#include <string>
#include <string_view>

namespace tandem {

/// RFC 4180: quoted where needed, quotes doubled. A text that a spreadsheet would compute (it begins with =, +, -, @ or
/// a control character) gets an apostrophe before it.
[[nodiscard]] std::string csvField(std::string_view text);

}  // namespace tandem
