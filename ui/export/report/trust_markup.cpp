#include "ui/export/report/trust_markup.h"

#include "ui/export/report/markup_parts.h"
#include "ui/numbers/quantity.h"
#include "ui/trust/trust_words.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace tandem {
namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(ExportReport)
};

/// A figure in small print, with its interval unbroken below, so that all fit a page.
QString smallFigure(const QString& figure) {
    static const QRegularExpression kInterval(" \\((.*)\\)$");
    const QString wordJoiner(QChar(0x2060));
    QString cell = figure.toHtmlEscaped();
    cell.replace(kInterval, "<br/><span style=\"font-size:6pt\">\\1</span>");
    cell.replace(QStringLiteral("–"), figure.size() > 1 ? wordJoiner + QStringLiteral("–") + wordJoiner : figure);
    return "<span style=\"font-size:7pt\">" + cell + "</span>";
}

QString smallName(const DetectorEvidence& one, bool isCalibrated) {
    QString name = TrustWords::detector(one, isCalibrated).toHtmlEscaped();
    name += one.pointsTheWrongWay() ? QStringLiteral(" ⚠") : QString();
    name = "<span style=\"font-size:7pt\">" + name + "</span>";
    return one.isTrust() ? "<b>" + name + "</b>" : name;
}

QString detectorTable(const TrustEvidence& evidence) {
    QStringList titles;
    for (const QString& title : TrustWords::detectorTitles()) {
        titles << "<span style=\"font-size:7pt\">" + title.toHtmlEscaped() + "</span>";
    }
    QStringList rows{row(titles, "th").replace("<th align=\"left\">", "<th align=\"left\" width=\"22%\">")};
    for (const DetectorEvidence& one : evidence.detectors) {
        QStringList cells;
        for (const QString& figure : TrustWords::detectorRow(one, evidence.isCalibrated, evidence.cases.size())) {
            cells << smallFigure(figure);
        }
        cells.front() = smallName(one, evidence.isCalibrated);
        rows << row(cells);
    }
    return table(rows).replace("cellpadding=\"4\"", "cellpadding=\"2\"");
}

QString scoreTable(const TrustEvidence& evidence) {
    QStringList rows{
        row({Words::tr("Score of a case"), Words::tr("Rank correlation with Dice"), Words::tr("Mean error of Dice")},
            "th")};
    for (const CaseScoreEvidence& one : evidence.scores) {
        rows << row({TrustWords::caseScore(one).toHtmlEscaped(), Quantity::plain(one.spearman, 2),
                     Quantity::plain(one.meanAbsoluteError, 3)});
    }
    return table(rows);
}

QString weightTable(const TrustEvidence& evidence) {
    QStringList rows{row({Words::tr("Teaching weight"), Words::tr("Voxels of A"), Words::tr("wrong in A"),
                          Words::tr("Voxels of B"), Words::tr("wrong in B")},
                         "th")};
    const auto rate = [](const WeightBin& bin) {
        return bin.voxels > 0 ? Quantity::percent(bin.errorRate, 2) : QStringLiteral("–");
    };
    for (std::size_t index = 0; index < evidence.weightBinsA.size() && index < evidence.weightBinsB.size(); ++index) {
        const WeightBin& a = evidence.weightBinsA[index];
        const WeightBin& b = evidence.weightBinsB[index];
        rows << row({Quantity::plain(a.low, 1) + QStringLiteral("–") + Quantity::plain(a.high, 1),
                     Quantity::plain(a.voxels, 0), rate(a), Quantity::plain(b.voxels, 0), rate(b)});
    }
    return table(rows);
}

QString casesOf(const TrustEvidence& evidence) {
    QStringList names;
    for (const CaseEvidence& one : evidence.cases) {
        names << escaped(one.caseName);
    }
    return names.join(", ");
}

}  // namespace

QString trustMarkup(const RunTrust& trust, Decoder label) {
    const TrustEvidence& evidence = trust.fitted.evidence;
    QString text = "<h2>" + Words::tr("What to trust") + "</h2>\n";
    const QString why = TrustWords::whyUncalibrated(trust, label).toHtmlEscaped();
    text += why.isEmpty() ? QString() : paragraph(why);
    text += paragraph(TrustWords::whatToTrust(evidence).toHtmlEscaped());
    if (evidence.cases.empty()) {
        return text;
    }
    for (const QString& warning : TrustWords::warnings(evidence)) {
        text += paragraph(QStringLiteral("⚠ ") + warning.toHtmlEscaped());
    }
    text += detectorTable(evidence);
    text +=
        paragraph(Words::tr("Judged on the validation cases %1, each by what was learned on the others; 5 mm: within "
                            "5 mm of a structure's surface; in small print: 95 % intervals over the cases.")
                      .arg(casesOf(evidence)),
                  true);
    text += scoreTable(evidence);
    const QString coverage = TrustWords::coverage(evidence).toHtmlEscaped();
    text += coverage.isEmpty() ? QString() : paragraph(coverage, true);
    text += weightTable(evidence);
    const QString followed = TrustWords::followed(evidence).toHtmlEscaped();
    text += followed.isEmpty() ? QString() : paragraph(followed);
    return text;
}

}  // namespace tandem
