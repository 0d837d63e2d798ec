// Where the files are that tests compare with: golden numbers, and real volumes that may not be part of the project.
#pragma once

#include <QtTest>
#include <filesystem>
#include <string>

namespace tandem {

/// TANDEM_GOLDEN, or tests/golden.
[[nodiscard]] inline std::filesystem::path goldenFile(const std::string& name) {
    return qEnvironmentVariable("TANDEM_GOLDEN", TANDEM_SOURCE_DIR "/tests/golden").toStdString() + "/" + name;
}

/// TANDEM_DATA, or shared/data beside the checkout.
[[nodiscard]] inline std::filesystem::path realData(const std::string& name) {
    return qEnvironmentVariable("TANDEM_DATA", TANDEM_SOURCE_DIR "/../shared/data").toStdString() + "/" + name;
}

/// Whether the file is there, or the folder with anything in it.
[[nodiscard]] inline bool isThere(const std::filesystem::path& path) {
    std::error_code unreadable;
    return std::filesystem::exists(path, unreadable) && !std::filesystem::is_empty(path, unreadable);
}

}  // namespace tandem

/// Leaves the test when the real file or folder is missing or empty: skipped, but failed where TANDEM_DATA says that it
/// is there.
#define NEEDS_REAL_DATA(where)                                                                                      \
    if (const std::filesystem::path needed = where; !tandem::isThere(needed)) {                                     \
        QVERIFY2(!qEnvironmentVariableIsSet("TANDEM_DATA"),                                                         \
                 ("TANDEM_DATA does not hold what is read: " + needed.string() + " is missing or empty.").c_str()); \
        QSKIP("The real volumes are missing; set TANDEM_DATA to their folder.");                                    \
    }
