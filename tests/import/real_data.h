// The real volumes that some tests need: TANDEM_DATA, or shared/data beside the sources.
#pragma once

#include <QtTest>
#include <cstdlib>
#include <filesystem>

namespace tandem {

[[nodiscard]] inline std::filesystem::path realData() {
    const char* given = std::getenv("TANDEM_DATA");
    return given != nullptr ? std::filesystem::path(given)
                            : std::filesystem::path(TANDEM_SOURCE_DIR) / ".." / "shared" / "data";
}

}  // namespace tandem

/// Skips the test without the data, and fails it under CI.
#define NEEDS_REAL_DATA(path)                                                                         \
    if (!std::filesystem::exists(path)) {                                                             \
        QVERIFY2(!qEnvironmentVariableIsSet("CI"), "The real volumes are missing; set TANDEM_DATA."); \
        QSKIP("The real volumes are missing; set TANDEM_DATA to their folder.");                      \
    }
