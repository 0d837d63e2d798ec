#include "ui/datasets/splits/patient_leaks.h"

#include "storage/db/project.h"
#include "storage/db/split_repository.h"
#include "ui/session/leak_words.h"

#include <QCoreApplication>
#include <algorithm>

namespace tandem {
namespace {

QString words(const char* text) {
    return QCoreApplication::translate("PatientLeak", text);
}

bool hasCase(const PatientLeak& leak, std::int64_t caseId) {
    return std::ranges::any_of(leak.members, [=](const SplitMember& one) { return one.which.caseId == caseId; });
}

}  // namespace

std::vector<LeakingSplit> splitsDividing(const Project& project, std::int64_t caseId) {
    std::vector<LeakingSplit> found;
    for (const SplitRecord& split : project.splits().list()) {
        for (const PatientLeak& leak : project.splits().leaks(split.id)) {
            if (hasCase(leak, caseId)) {
                found.push_back({split.id, QString::fromStdString(split.name), split.locked, leak});
            }
        }
    }
    return found;
}

QString leakWarning(const std::vector<LeakingSplit>& splits) {
    QStringList lines;
    for (const LeakingSplit& one : splits) {
        const QString split = one.isLocked
                                  ? words(QT_TRANSLATE_NOOP("PatientLeak", "Split \"%1\", which a run used: %2"))
                                  : words(QT_TRANSLATE_NOOP("PatientLeak", "Split \"%1\": %2"));
        lines.append(split.arg(one.name, leakText(one.leak)));
    }
    return lines.join('\n');
}

QStringList copyUndivided(const Project& project, const std::vector<LeakingSplit>& splits) {
    QStringList names;
    project.transaction([&] {
        for (const LeakingSplit& one : splits) {
            const QString wanted = words(QT_TRANSLATE_NOOP("PatientLeak", "%1 copy")).arg(one.name);
            const std::string name = project.splits().freeName(wanted.toStdString());
            names.append(QString::fromStdString(project.splits().copyWithPatientsTogether(one.id, name).name));
        }
    });
    return names;
}

}  // namespace tandem
