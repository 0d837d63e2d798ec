// The small parts that the markup of a report is made of: escaped text and tables.
//
// Thread-safe. Invariant: what a person typed is escaped by escaped(), all else is markup already.
#pragma once

#include <QString>
#include <QStringList>
#include <string>

namespace tandem {

[[nodiscard]] QString escaped(const std::string& text);
/// A row of a table; the first cell to the left, the others to the right. tag: "td" or "th".
[[nodiscard]] QString row(const QStringList& cells, const char* tag = "td");
[[nodiscard]] QString table(const QStringList& rows);
/// Two columns, both to the left.
[[nodiscard]] QString pairs(const QStringList& namesAndValues);
[[nodiscard]] QString paragraph(const QString& text, bool isFaint = false);

}  // namespace tandem
