// Numbers as the window says them, with their units: by the rules of core/base/number_text.h, in the window's language.
// Thread-safe, without widgets.
//
// Invariant: what is not known is a dash.
#pragma once

#include <QCoreApplication>
#include <QString>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace tandem {

class Quantity {
    Q_DECLARE_TR_FUNCTIONS(Quantity)

public:
    /// "3.2 GiB"
    [[nodiscard]] static QString bytes(double bytes);
    /// "1 h 5 min", "3 min 20 s", "42 s"
    [[nodiscard]] static QString duration(double seconds);
    /// "15,000" in English
    [[nodiscard]] static QString count(std::int64_t count);
    /// Of an expected or weighted count.
    [[nodiscard]] static QString roundedCount(double count);
    [[nodiscard]] static QString fixed(double value, int decimals);
    [[nodiscard]] static QString fixed(const std::optional<double>& value, int decimals);
    /// With so many digits that count, as of rates that span many orders of magnitude.
    [[nodiscard]] static QString significant(double value, int digits);

    // The same in every language, as documents, pictures and what is read from a voxel are.
    [[nodiscard]] static QString plain(double value, int decimals);
    [[nodiscard]] static QString plain(const std::optional<double>& value, int decimals);
    [[nodiscard]] static QString plainSignificant(double value, int digits);
    /// "12.3 %"
    [[nodiscard]] static QString percent(double part, int decimals);
    /// "1.23 ml", "640 mm³"
    [[nodiscard]] static QString volume(double mm3);
    /// " (3/4)", see casesText()
    [[nodiscard]] static QString cases(int cases, std::size_t all);
};

}  // namespace tandem
