#include "ui/datasets/cases/case_edit.h"

#include "storage/db/case_repository.h"
#include "storage/db/project.h"

#include <QStringList>
#include <set>
#include <utility>

namespace tandem {
namespace {

std::vector<std::string> tagsIn(const QString& text) {
    std::set<std::string> tags;
    for (const QString& part : text.split(',')) {
        if (const QString tag = part.trimmed(); !tag.isEmpty()) {
            tags.insert(tag.toStdString());
        }
    }
    return {tags.begin(), tags.end()};
}

}  // namespace

QString tagsText(const CaseRecord& record) {
    QStringList tags;
    for (const std::string& tag : record.tags) {
        tags.append(QString::fromStdString(tag));
    }
    return tags.join(QStringLiteral(", "));
}

void storeTags(const Project& project, CaseRecord& record, const QString& tags) {
    std::vector<std::string> wanted = tagsIn(tags);
    project.cases().setTags(record.id, wanted);
    record.tags = std::move(wanted);
}

void storePatient(const Project& project, CaseRecord& record, const QString& patient) {
    // From the project, as a job may have changed the case since it was read.
    CaseRecord stored = project.cases().get(record.id);
    stored.patient = patient.trimmed().toStdString();
    project.cases().update(stored);
    record = std::move(stored);
}

}  // namespace tandem
