#include "ui/theme/attempt.h"

#include "core/base/error.h"

namespace tandem {

bool attempt(const std::function<void()>& work, const TellFailure& tell) {
    try {
        work();
        return true;
    } catch (const Error& error) {
        tell(QString::fromUtf8(error.what()), QString::fromStdString(error.detail()));
        return false;
    }
}

QString complaintOf(const std::function<void()>& work) {
    QString complaint;
    attempt(work, [&](const QString& sentence, const QString&) { complaint = sentence; });
    return complaint;
}

}  // namespace tandem
