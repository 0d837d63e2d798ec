#include "ui/export/report/report_markup.h"

#include "ui/export/report/markup_parts.h"
#include "ui/export/report/settings_markup.h"
#include "ui/export/report/trust_markup.h"
#include "ui/numbers/quantity.h"
#include "ui/trust/trust_words.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QStringList>
#include <algorithm>

namespace tandem {
namespace {

/// Understood by browsers and by QTextDocument, which passes over what it does not know.
// A margin of the body would indent QTextDocument's tables; "margin-inline" is for browsers alone.
constexpr const char* kStyle =
    "body { font-family: 'DejaVu Sans', sans-serif; font-size: 9pt; color: #1a2126; max-width: 900px; "
    "margin-inline: auto; padding: 24px; }"
    "h1 { font-size: 18pt; margin-bottom: 6px; } h2 { font-size: 13pt; margin-top: 20px; margin-bottom: 8px; }"
    "table { border-collapse: collapse; margin: 0px; }"
    "th { text-align: left; background-color: #e9edf0; font-weight: 600; }"
    "p.faint, td.faint, span.faint { color: #66727b; }";

class Words {
    Q_DECLARE_TR_FUNCTIONS(ExportReport)
};

QString classSquare(const LabelClass& one) {
    const auto& [red, green, blue] = one.colour;
    return QString("<span style=\"background-color:#%1%2%3\">&nbsp;&nbsp;&nbsp;</span> %4")
        .arg(red, 2, 16, QChar('0'))
        .arg(green, 2, 16, QChar('0'))
        .arg(blue, 2, 16, QChar('0'))
        .arg(escaped(one.name));
}

QString legend(const ReportFacts& facts) {
    QStringList parts;
    for (std::size_t index = 1; index < facts.scheme.classes.size(); ++index) {
        parts << classSquare(facts.scheme.classes[index]);
    }
    if (facts.abstain) {
        parts << classSquare(abstainClass());
    }
    return parts.join(" &nbsp; ");
}

QString pictureCell(const ReportPicture& picture, const QString& name, const QString& scale,
                    const QString& legendText) {
    // Half a page wide or high, whichever is reached first.
    constexpr int kSide = 296;
    const bool isWide = picture.image.width() >= picture.image.height();
    QString cell = QString("<td width=\"50%\" valign=\"top\"><img src=\"%1\" %2=\"%3\" alt=\"%4\"/><br/>")
                       .arg(name, isWide ? "width" : "height")
                       .arg(kSide)
                       .arg(picture.caption.toHtmlEscaped());
    cell += picture.caption.toHtmlEscaped() + "<br/>";
    if (!picture.scale.isNull()) {
        cell += QString(
                    "<span class=\"faint\">%1</span> <img src=\"%2\" width=\"150\" height=\"8\" alt=\"\"/> "
                    "<span class=\"faint\">%3</span>")
                    .arg(picture.low, scale, picture.high);
    } else {
        cell += legendText;
    }
    return cell + "</td>";
}

QString pictureTable(const ReportPictures& pictures, const ReportFacts& facts, const QString& prefix) {
    QString text = "<table width=\"100%\" cellspacing=\"0\" cellpadding=\"4\" border=\"0\">";
    for (std::size_t at = 0; at < pictures.pictures.size(); ++at) {
        text += at % 2 == 0 ? "<tr>" : "";
        text += pictureCell(pictures.pictures[at], pictureName(prefix, at), scaleName(prefix, at),
                            at == 1 ? legend(facts) : QString());
        text += at % 2 == 1 || at + 1 == pictures.pictures.size() ? "</tr>" : "";
    }
    return text + "</table>\n";
}

/// What the numbers of a table are, where the export leaves voxels undecided.
QString beforeAbstaining() {
    return "<p class=\"faint\">" +
           Words::tr("Before abstaining: every voxel counts with the class that was predicted for it.") + "</p>\n";
}

QString caseTable(const ReportCase& one, const ReportFacts& facts) {
    const bool isJudged = !one.metrics.empty();
    QStringList head{Words::tr("Class"), Words::tr("Volume, ml")};
    if (isJudged) {
        head << Words::tr("Label, ml") << Words::tr("Dice") << Words::tr("Jaccard") << Words::tr("HD95, mm")
             << Words::tr("ASD, mm") << Words::tr("ASSD, mm");
    }
    QStringList rows{row(head, "th")};
    for (std::size_t at = 0; at < one.volumesMl.size(); ++at) {
        QStringList cells{escaped(facts.scheme.classes[at + 1].name), Quantity::plain(one.volumesMl[at], 1)};
        if (isJudged) {
            const ClassMetrics& metrics = one.metrics[at];
            cells << Quantity::plain(metrics.overlap.referenceMl, 1) << Quantity::plain(metrics.overlap.dice, 3)
                  << Quantity::plain(metrics.overlap.jaccard, 3) << Quantity::plain(metrics.surface.hd95Mm, 2)
                  << Quantity::plain(metrics.surface.asdMm, 2) << Quantity::plain(metrics.surface.assdMm, 2);
        }
        rows << row(cells);
    }
    return table(rows) + (facts.abstain ? beforeAbstaining() : QString());
}

QString scoresText(const ReportCase& one, const ReportFacts& facts) {
    QString text;
    if (one.score) {
        const QString interval = one.score->isCalibrated()
                                     ? Words::tr(" (the interval holds the true one in four of five cases)")
                                     : QString();
        text +=
            "<p>" +
            QStringList{Words::tr("Predicted Dice %1")
                                .arg(TrustWords::predictedDice(one.score->dice, one.score->isCalibrated())) +
                            interval,
                        Words::tr("uncertain part %1").arg(Quantity::plain(one.score->meanUncertainty, 3)),
                        Words::tr("agreement of the decoders (Dice) %1").arg(Quantity::plain(one.score->agreement, 3))}
                .join(" · ") +
            "</p>\n";
    }
    if (one.abstained) {
        const AbstainCount& count = *one.abstained;
        text +=
            "<p>" +
            Words::tr("Not decided: %1 % of all voxels, %2 % of those of a structure.")
                .arg(Quantity::plain(100 * count.fraction(), 2), Quantity::plain(100 * count.foregroundFraction(), 1)) +
            ' ' +
            (facts.trust.fitted.model.isCalibrated
                 ? Words::tr("Expected: %1 of %2 wrong voxels (%3 %) are among them.")
                 : Words::tr("Expected (uncalibrated): %1 of %2 wrong voxels (%3 %) are among them."))
                .arg(Quantity::plain(count.expectedErrorsRemoved, 0), Quantity::plain(count.expectedErrors, 0),
                     Quantity::plain(100 * count.errorFraction(), 0)) +
            "</p>\n";
    }
    return text;
}

/// "18.72", or "18.72 (2/5)" where the mean is over 2 of 5 cases.
QString meanText(const std::optional<double>& mean, int decimals, int cases, std::size_t all) {
    return Quantity::plain(mean, decimals) + Quantity::cases(cases, all);
}

QString meansTable(const Evaluation& evaluation, bool abstains) {
    QStringList rows{row({Words::tr("Class"), Words::tr("Dice"), Words::tr("Jaccard"), Words::tr("HD95, mm"),
                          Words::tr("ASD, mm"), Words::tr("ASSD, mm")},
                         "th")};
    int left = 0;
    for (const MeanMetrics& mean : evaluation.means) {
        const std::size_t all = evaluation.cases.size();
        const auto distance = [&](const std::optional<double>& value) {
            return meanText(value, 2, mean.casesWithDistance, all);
        };
        rows << row({escaped(evaluation.classNames.at(static_cast<std::size_t>(mean.classIndex))),
                     meanText(mean.dice, 3, mean.cases, all), meanText(mean.jaccard, 3, mean.cases, all),
                     distance(mean.hd95Mm), distance(mean.asdMm), distance(mean.assdMm)});
        left += mean.casesWithoutDistance;
    }
    QString text = table(rows) + (abstains ? beforeAbstaining() : QString());
    if (left > 0) {
        text += "<p class=\"faint\">" +
                Words::tr("Distances left out of the means, as one of the masks is empty: %1.").arg(left) + "</p>\n";
    }
    return text;
}

QString listOf(const std::vector<std::string>& texts) {
    QString list = "<ul>";
    for (const std::string& text : texts) {
        list += "<li>" + escaped(text) + "</li>";
    }
    return list + "</ul>\n";
}

/// With what the means leave out, or hold a set value for; the notices of the evaluation are among the notes already.
std::vector<std::string> notesOf(const ReportFacts& facts) {
    std::vector<std::string> notes = facts.notes;
    if (facts.evaluation) {
        for (const std::string& remark : remarksOn(*facts.evaluation)) {
            if (std::ranges::find(notes, remark) == notes.end()) {
                notes.push_back(remark);
            }
        }
    }
    return notes;
}

QString labelText(Decoder label) {
    return label == Decoder::B      ? Words::tr("decoder B")
           : label == Decoder::Mean ? Words::tr("the mean of both decoders")
                                    : Words::tr("decoder A");
}

QString runTable(const ReportFacts& facts) {
    const QJsonObject versions = QJsonDocument::fromJson(QByteArray::fromStdString(facts.run.versionsJson)).object();
    QStringList cells{Words::tr("Project"), escaped(facts.project)};
    cells << Words::tr("Run")
          << QString::number(facts.run.id) + (facts.run.name.empty() ? "" : ", " + escaped(facts.run.name));
    cells << Words::tr("Method") << escaped(facts.run.method);
    cells << Words::tr("Checkpoint") << escaped(facts.checkpoint);
    cells << Words::tr("Label") << labelText(facts.label);
    if (facts.evaluation) {
        cells << Words::tr("Metrics") << Words::tr("on the grids of the images");
    }
    cells << Words::tr("Seed") << QString::number(facts.run.seed);
    cells << Words::tr("Device") << escaped(facts.run.device);
    cells << Words::tr("Trained") << escaped(facts.run.startedAt) + " – " + escaped(facts.run.finishedAt);
    cells << Words::tr("Trained by")
          << "Tandem " + versions["tandem"].toString().toHtmlEscaped() + ", " +
                 versions["engine"].toString().toHtmlEscaped();
    cells << Words::tr("Exported") << escaped(facts.exportedAt) + ", Tandem " + escaped(facts.program);
    if (facts.abstain) {
        cells << Words::tr("Abstains")
              << Words::tr("where the trust is under %1; voxel value %2")
                         .arg(Quantity::plain(facts.abstain->threshold, 2))
                         .arg(facts.abstain->fileValue) +
                     ". " +
                     Words::tr("Labels and pictures are after abstaining; volumes, accuracy and scores are before it.");
    }
    return pairs(cells);
}

/// Name, role, mean Dice, predicted Dice, what is not decided; a part that the case does not have is empty.
QStringList overviewRow(const ReportCase& one) {
    double dice = 0;
    for (const ClassMetrics& metrics : one.metrics) {
        dice += metrics.overlap.dice / static_cast<double>(one.metrics.size());
    }
    return {escaped(one.name), escaped(one.role), one.metrics.empty() ? QString() : Quantity::plain(dice, 3),
            one.score ? TrustWords::predictedDice(one.score->dice, one.score->isCalibrated()) : QString(),
            one.abstained ? Quantity::percent(one.abstained->fraction(), 2) : QString()};
}

/// So that the first page tells the cases apart; without the columns that no case fills.
QString overviewTable(const std::vector<CaseMarkup>& cases) {
    const QStringList titles{Words::tr("Case"), Words::tr("Role"), Words::tr("Mean Dice"), Words::tr("Predicted Dice"),
                             Words::tr("Not decided")};
    QStringList head;
    std::vector<QStringList> rows(cases.size());
    for (qsizetype column = 0; column < titles.size(); ++column) {
        const auto isFilled = [column](const CaseMarkup& one) { return !one.row[column].isEmpty(); };
        if (std::ranges::none_of(cases, isFilled)) {
            continue;
        }
        head << titles[column];
        for (std::size_t at = 0; at < cases.size(); ++at) {
            rows[at] << (isFilled(cases[at]) ? cases[at].row[column] : QStringLiteral("–"));
        }
    }
    QStringList lines{row(head, "th")};
    for (const QStringList& cells : rows) {
        lines << row(cells);
    }
    return cases.empty() ? QString() : "<h2>" + Words::tr("Cases") + "</h2>\n" + table(lines);
}

}  // namespace

QString pictureName(const QString& prefix, std::size_t index) {
    return QString("%1-picture-%2.png").arg(prefix).arg(index);
}

QString scaleName(const QString& prefix, std::size_t index) {
    return QString("%1-scale-%2.png").arg(prefix).arg(index);
}

CaseMarkup caseMarkup(const ReportCase& one, const ReportFacts& facts, const ReportPictures& pictures,
                      const QString& prefix) {
    QStringList about;
    if (!one.patient.empty()) {
        about << Words::tr("patient %1").arg(escaped(one.patient));
    }
    if (!one.role.empty()) {
        about << Words::tr("%1 case").arg(escaped(one.role));
    }
    about << Words::tr("slice %1 of %2").arg(pictures.slice + 1).arg(pictures.slices);
    about << Words::tr("predicted %1").arg(escaped(one.predictedAt));
    QString text = "<h2 style=\"page-break-before:always\">" + escaped(one.name) + "</h2>\n";
    text += "<p class=\"faint\">" + about.join(" · ") + "</p>\n";
    text += pictureTable(pictures, facts, prefix);
    text += caseTable(one, facts) + scoresText(one, facts);
    text += "<p class=\"faint\">" + Words::tr("Checkpoint SHA-256 %1").arg(escaped(one.checkpointHash)) + "</p>\n";
    return {.name = QString::fromStdString(one.name), .row = overviewRow(one), .body = text};
}

std::vector<std::string> filesListedOnce(const std::vector<std::string>& files, const std::vector<CaseMarkup>& cases) {
    std::vector<std::string> listed;
    for (const std::string& file : files) {
        QString name = QString::fromStdString(file);
        // The longest, as one name may begin with another.
        QString longest;
        for (const CaseMarkup& one : cases) {
            longest = name.contains(one.name) && one.name.size() > longest.size() ? one.name : longest;
        }
        if (!longest.isEmpty() && cases.size() > 1) {
            name.replace(longest, "{case}");
        }
        if (std::ranges::find(listed, name.toStdString()) == listed.end()) {
            listed.push_back(name.toStdString());
        }
    }
    return listed;
}

QString documentMarkup(const ReportFacts& facts, const std::vector<CaseMarkup>& cases) {
    const QString title = Words::tr("Segmentation report: %1").arg(escaped(facts.project));
    QString text = "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"/><title>" + title + "</title><style>" +
                   kStyle + "</style></head><body>\n<h1>" + title + "</h1>\n";
    text += "<p class=\"faint\">" +
            Words::tr("Cases: %1. For research use only; not for diagnosis.").arg(cases.size()) + "</p>\n" +
            runTable(facts);
    if (facts.evaluation) {
        text += "<h2>" + Words::tr("Mean accuracy against the labels (cases: %1)").arg(facts.evaluation->cases.size()) +
                "</h2>\n" + meansTable(*facts.evaluation, facts.abstain.has_value());
    }
    if (const std::vector<std::string> notes = notesOf(facts); !notes.empty()) {
        text += "<h2>" + Words::tr("Notes") + "</h2>\n" + listOf(notes);
    }
    text += overviewTable(cases);
    text += trustMarkup(facts.trust, facts.label);
    for (const CaseMarkup& one : cases) {
        text += one.body;
    }
    text += "<h2 style=\"page-break-before:always\">" + Words::tr("Training settings") + "</h2>\n" +
            trainingMarkup(facts.run.settingsJson);
    text += "<h2>" + Words::tr("Preparation settings") + "</h2>\n" + preparationMarkup(facts.run.preparationJson);
    if (!facts.files.empty()) {
        text += "<h2>" + Words::tr("Files") + "</h2>\n" + listOf(filesListedOnce(facts.files, cases));
    }
    return text + "</body></html>\n";
}

}  // namespace tandem
