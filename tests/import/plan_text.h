// A plan as text to compare with.
#pragma once

#include "storage/import/import_plan.h"
#include "tests/import/sample_files.h"

#include <QString>
#include <QStringList>

namespace tandem {

/// "name(patient): images | label !": one line per case, paths from the root; ! where there are findings, and
/// class=file where the label is in several.
inline QString textOf(const ImportPlan& plan, const SampleFiles& files) {
    QStringList lines;
    const auto shown = [&](const PlannedFile& file) {
        return QString::fromStdString(file.path.lexically_relative(files.path()).string());
    };
    for (const PlannedCase& planned : plan.cases) {
        QStringList images;
        for (const PlannedFile& image : planned.images) {
            images << shown(image);
        }
        QStringList labels;
        if (planned.label) {
            labels << shown(*planned.label);
        }
        for (const ClassFile& file : planned.classFiles) {
            labels << QString::fromStdString(file.name) + "=" + shown(file.file);
        }
        QString line = QString::fromStdString(planned.name);
        line += planned.patient.empty() ? "" : "(" + QString::fromStdString(planned.patient) + ")";
        line += ": " + images.join("+") + (labels.isEmpty() ? QString() : " | " + labels.join(" "));
        line += planned.findings.empty() ? "" : " !";
        lines << line;
    }
    return lines.join("\n");
}

}  // namespace tandem
