// How exported files are called: a pattern with placeholders, filled in case by case.
//
// Thread-safe. Invariant: a filled-in name is a relative path without "..", whose parts every file system takes.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace tandem {

/// What the placeholders stand for. {what} is the map's name, "surface-CLASS", "segmentation", "structures" or
/// "provenance".
inline constexpr std::array<std::string_view, 5> kNamePlaceholders{"{case}", "{patient}", "{run}", "{method}",
                                                                   "{what}"};

struct NameParts {
    std::string caseName;
    std::string patient;  ///< empty becomes "unknown"
    std::string run;      ///< its number
    std::string method;
    std::string what;
};

/// A pattern needs {case} and {what}, as files would replace each other without; slashes make folders. Throws Error
/// (InvalidInput) with what is wrong with it.
void checkPattern(std::string_view pattern);

/// The name without an extension; characters that some file system does not take become underscores.
[[nodiscard]] std::string filledIn(std::string_view pattern, const NameParts& parts);

}  // namespace tandem
