// Names of files as a person takes them: capitals and the way in which a letter with an accent is stored play no part.
//
// Thread-safe. Invariant: names that look the same but for capitals give the same text.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace tandem {

/// In small letters and composed (Unicode NFC), as macOS stores names decomposed. What is no UTF-8 stays as it is, but
/// for the letters of ASCII.
[[nodiscard]] std::string foldedName(std::string_view name);

/// The words of a name joined by _, whatever stood between them: "case_01_seg" for "Case-01.seg".
[[nodiscard]] std::string joinedWords(std::string_view name);

/// The file or folder that a table or a JSON file means by a relative path, which may have been written on another
/// system: with \ for /, other capitals, or letters composed otherwise. Nothing when there is none, or more than one.
[[nodiscard]] std::optional<std::filesystem::path> findAsWritten(const std::filesystem::path& folder,
                                                                 const std::string& written);

}  // namespace tandem
