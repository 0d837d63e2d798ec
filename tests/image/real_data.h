// Where the real volumes are that may not be part of the project.
#pragma once

#include <QString>
#include <QtGlobal>
#include <filesystem>
#include <string>

namespace tandem {

/// The folder of the environment variable TANDEM_DATA, else ../shared/data beside the source tree.
[[nodiscard]] inline std::filesystem::path realDataFolder() {
    const std::string named = qEnvironmentVariable("TANDEM_DATA").toStdString();
    return named.empty() ? std::filesystem::path(TANDEM_SOURCE_DIR) / ".." / "shared" / "data"
                         : std::filesystem::path(named);
}

}  // namespace tandem

/// Leaves the test when a folder of the real data is not there: skipped, but failed under CI.
#define TANDEM_NEED_REAL_DATA(folder)                                                                            \
    if (!std::filesystem::is_directory(folder)) {                                                                \
        if (qEnvironmentVariableIsSet("CI")) {                                                                   \
            QFAIL(qPrintable(QString("There is no folder %1.").arg(QString::fromStdString((folder).string())))); \
        }                                                                                                        \
        QSKIP("The real volumes are not here; set TANDEM_DATA to their folder.");                                \
    }
