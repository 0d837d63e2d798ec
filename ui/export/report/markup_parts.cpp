#include "ui/export/report/markup_parts.h"

namespace tandem {

QString escaped(const std::string& text) {
    return QString::fromStdString(text).toHtmlEscaped();
}

QString row(const QStringList& cells, const char* tag) {
    QString text = "<tr>";
    for (qsizetype at = 0; at < cells.size(); ++at) {
        const QString align = at == 0 ? "left" : "right";
        text += QString("<%1 align=\"%2\">%3</%1>").arg(tag, align, cells[at]);
    }
    return text + "</tr>";
}

QString table(const QStringList& rows) {
    return "<table width=\"100%\" cellspacing=\"0\" cellpadding=\"4\" border=\"0\">" + rows.join("\n") + "</table>\n";
}

QString pairs(const QStringList& namesAndValues) {
    QString rows;
    for (qsizetype at = 0; at + 1 < namesAndValues.size(); at += 2) {
        rows += "<tr><td class=\"faint\" width=\"30%\">" + namesAndValues[at] + "</td><td>" + namesAndValues[at + 1] +
                "</td></tr>\n";
    }
    return "<table width=\"100%\" cellspacing=\"0\" cellpadding=\"2\" border=\"0\">" + rows + "</table>\n";
}

QString paragraph(const QString& text, bool isFaint) {
    return (isFaint ? "<p class=\"faint\">" : "<p>") + text + "</p>\n";
}

}  // namespace tandem
