#include "ui/datasets/cases/case_words.h"

#include "storage/import/import_plan.h"
#include "ui/numbers/quantity.h"

#include <QCoreApplication>
#include <QDate>
#include <QStringList>
#include <algorithm>

namespace tandem {
namespace {

QString words(const char* text, int count = -1) {
    return QCoreApplication::translate("CaseWords", text, nullptr, count);
}

QString joined(const QString& x, const QString& y, const QString& z) {
    return x + QStringLiteral(" × ") + y + QStringLiteral(" × ") + z;
}

/// More than nothing, so never 0 %; and 100 % only of all.
QString partText(double share) {
    constexpr double kLeast = 0.001;
    constexpr double kFew = 0.0995;
    return share < kFew || share > 1 - kFew
               ? Quantity::percent(share < 1 ? std::clamp(share, kLeast, 1 - kLeast) : 1, 1)
               : Quantity::percent(share, 0);
}

}  // namespace

QString stateText(CaseState state) {
    switch (state) {
        case CaseState::Labelled:
            return words(QT_TRANSLATE_NOOP("CaseWords", "labelled"));
        case CaseState::Unlabelled:
            return words(QT_TRANSLATE_NOOP("CaseWords", "unlabelled"));
        case CaseState::Reviewed:
            return words(QT_TRANSLATE_NOOP("CaseWords", "prediction reviewed"));
        case CaseState::Excluded:
            return words(QT_TRANSLATE_NOOP("CaseWords", "excluded"));
    }
    return {};
}

QString roleText(SplitRole role) {
    switch (role) {
        case SplitRole::TrainingLabelled:
            return words(QT_TRANSLATE_NOOP("CaseWords", "training, labelled"));
        case SplitRole::TrainingUnlabelled:
            return words(QT_TRANSLATE_NOOP("CaseWords", "training, unlabelled"));
        case SplitRole::Validation:
            return words(QT_TRANSLATE_NOOP("CaseWords", "validation"));
        case SplitRole::Test:
            return words(QT_TRANSLATE_NOOP("CaseWords", "test"));
    }
    return {};
}

QString sizeText(const Geometry& geometry) {
    return joined(QString::number(geometry.size[0]), QString::number(geometry.size[1]),
                  QString::number(geometry.size[2]));
}

QString spacingNumbers(const Geometry& geometry) {
    constexpr int kDigits = 3;  // significant: 0.625, 1.25, 3
    const auto text = [&](std::size_t axis) { return Quantity::plainSignificant(geometry.spacingMm[axis], kDigits); };
    return joined(text(0), text(1), text(2));
}

QString spacingText(const Geometry& geometry) {
    return spacingNumbers(geometry) + QStringLiteral(" mm");
}

double foregroundMl(const CaseRecord& record) {
    double voxels = 0;
    for (std::size_t index = 1; index < record.labelVoxels.size(); ++index) {
        voxels += static_cast<double>(record.labelVoxels[index]);
    }
    return voxels * record.geometry.voxelVolumeMm3() / 1000;
}

QString labelsText(const CaseRecord& record, const LabelScheme& scheme) {
    QStringList parts;
    const std::size_t classes = std::min(record.labelVoxels.size(), scheme.classes.size());
    for (std::size_t index = 1; index < classes; ++index) {
        if (record.labelVoxels[index] > 0) {
            const double ml = static_cast<double>(record.labelVoxels[index]) * record.geometry.voxelVolumeMm3() / 1000;
            parts.append(QString::fromStdString(scheme.classes[index].name) + ' ' + Quantity::plain(ml, 1) +
                         QStringLiteral(" ml"));
        }
    }
    const QString known = parts.join(QStringLiteral(", "));
    if (record.unknownVoxels == 0) {
        return known;
    }
    const double share = static_cast<double>(record.unknownVoxels) / static_cast<double>(record.geometry.voxelCount());
    const QString unknown = words(QT_TRANSLATE_NOOP("CaseWords", "%1 unknown")).arg(partText(share));
    return known.isEmpty() ? unknown : words(QT_TRANSLATE_NOOP("CaseWords", "at least %1; %2")).arg(known, unknown);
}

QString findingsText(const std::vector<Finding>& findings) {
    QStringList parts;
    const auto add = [&](FindingSeverity severity, const char* text) {
        const auto count = static_cast<int>(std::ranges::count(findings, severity, &Finding::severity));
        if (count > 0) {
            parts.append(words(text, count));
        }
    };
    add(FindingSeverity::Refusal, QT_TRANSLATE_N_NOOP("CaseWords", "%n refusal(s)"));
    add(FindingSeverity::Warning, QT_TRANSLATE_N_NOOP("CaseWords", "%n warning(s)"));
    add(FindingSeverity::Note, QT_TRANSLATE_N_NOOP("CaseWords", "%n note(s)"));
    return parts.join(QStringLiteral(", "));
}

QString severityText(FindingSeverity severity) {
    switch (severity) {
        case FindingSeverity::Refusal:
            return words(QT_TRANSLATE_NOOP("CaseWords", "Refused"));
        case FindingSeverity::Warning:
            return words(QT_TRANSLATE_NOOP("CaseWords", "Warning"));
        case FindingSeverity::Note:
            return words(QT_TRANSLATE_NOOP("CaseWords", "Note"));
    }
    return {};
}

QString seriesText(const SeriesFacts& series) {
    QStringList parts;
    const auto add = [&](const QString& text) {
        if (!text.isEmpty()) {
            parts.append(text);
        }
    };
    add(QString::fromStdString(series.modality));
    add(QString::fromStdString(series.description).trimmed());
    const QDate date = QDate::fromString(QString::fromStdString(series.date), QStringLiteral("yyyyMMdd"));
    add(date.isValid() ? date.toString(Qt::ISODate) : QString::fromStdString(series.date));
    add(words(QT_TRANSLATE_N_NOOP("CaseWords", "%n slice(s)"), static_cast<int>(series.slices)));
    return parts.join(QStringLiteral(", "));
}

QColor colourOf(const LabelClass& one) {
    return {one.colour[0], one.colour[1], one.colour[2]};
}

QString findingsDetail(const std::vector<Finding>& findings) {
    QStringList lines;
    for (const Finding& finding : findings) {
        lines.append(QString::fromStdString(finding.sentence + (finding.fix.empty() ? "" : " " + finding.fix)));
    }
    return lines.join('\n');
}

}  // namespace tandem
