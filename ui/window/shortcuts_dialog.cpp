#include "ui/window/shortcuts_dialog.h"

#include <QAbstractButton>
#include <QAction>
#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QLabel>
#include <QScrollArea>
#include <QShortcut>
#include <QVBoxLayout>
#include <algorithm>

namespace tandem {
namespace {

using Keys = std::vector<std::pair<QString, QString>>;

QString withoutMnemonic(QString text) {
    // Chinese texts carry their mnemonic in brackets at their end.
    const qsizetype bracket = text.indexOf("(&");
    return bracket > 0 ? text.left(bracket).trimmed() : text.remove('&');
}

void add(Keys& keys, const QKeySequence& sequence, const QString& purpose) {
    if (sequence.isEmpty() || purpose.isEmpty()) {
        return;
    }
    std::pair<QString, QString> entry(sequence.toString(QKeySequence::NativeText), withoutMnemonic(purpose));
    if (std::ranges::find(keys, entry) == keys.end()) {
        keys.push_back(std::move(entry));
    }
}

bool isBelowAny(const QObject* object, const std::vector<QWidget*>& ancestors) {
    for (; object != nullptr; object = object->parent()) {
        if (std::ranges::any_of(ancestors, [&](const QWidget* one) { return one == object; })) {
            return true;
        }
    }
    return false;
}

/// What lies below the widget, but not below one of the others.
void collect(Keys& keys, const QWidget& below, const std::vector<QWidget*>& others) {
    for (const auto* const action : below.findChildren<QAction*>()) {
        if (!isBelowAny(action, others)) {
            for (const QKeySequence& sequence : action->shortcuts()) {
                add(keys, sequence, action->text());
            }
        }
    }
    for (const auto* const shortcut : below.findChildren<QShortcut*>()) {
        if (!isBelowAny(shortcut, others)) {
            add(keys, shortcut->key(), shortcut->whatsThis());
        }
    }
    for (const auto* const button : below.findChildren<QAbstractButton*>()) {
        if (!isBelowAny(button, others)) {
            add(keys, button->shortcut(), button->text());
        }
    }
}

/// purposeWidth: in pixels, so that the keys of all sections stand below each other.
QString sectionText(const ShortcutSection& section, int purposeWidth) {
    QString rows;
    for (const auto& [keys, purpose] : section.keys) {
        rows += QString(
                    "<tr><td width='%1' style='padding: 3px 32px 3px 0'>%2</td><td style='padding: 3px 0'><b>%3</b>"
                    "</td></tr>")
                    .arg(QString::number(purposeWidth), purpose.toHtmlEscaped(), keys.toHtmlEscaped());
    }
    return "<table>" + rows + "</table>";
}

}  // namespace

std::vector<ShortcutSection> shortcutsOf(const QWidget& window, const std::vector<Page>& pages,
                                         const std::vector<QWidget*>& pageWidgets) {
    std::vector<ShortcutSection> sections(1);
    sections.front().title = ShortcutsDialog::tr("Everywhere");
    collect(sections.front().keys, window, pageWidgets);
    for (std::size_t at = 0; at < pages.size(); ++at) {
        ShortcutSection section{QCoreApplication::translate("Page", pages[at].title), {}};
        for (const PageKeys& own : pages[at].keys) {
            section.keys.emplace_back(QCoreApplication::translate("Page", own.keys),
                                      QCoreApplication::translate("Page", own.purpose));
        }
        if (at < pageWidgets.size()) {
            collect(section.keys, *pageWidgets[at], {});
        }
        if (!section.keys.empty()) {
            sections.push_back(std::move(section));
        }
    }
    return sections;
}

ShortcutsDialog::ShortcutsDialog(const std::vector<ShortcutSection>& sections, QWidget* parent) : QDialog(parent) {
    setObjectName("shortcuts");
    setWindowTitle(tr("Keys and mouse"));
    auto* const content = new QWidget(this);
    auto* const column = new QVBoxLayout(content);
    int purposeWidth = 0;
    constexpr int kApart = 32;  // as in the text
    for (const ShortcutSection& section : sections) {
        for (const auto& [keys, purpose] : section.keys) {
            purposeWidth = std::max(purposeWidth, fontMetrics().horizontalAdvance(purpose));
        }
    }
    for (const ShortcutSection& section : sections) {
        auto* const title = new QLabel(section.title, content);
        title->setProperty("role", "heading");
        auto* const keys = new QLabel(sectionText(section, purposeWidth + kApart), content);
        keys->setTextFormat(Qt::RichText);
        column->addWidget(title);
        column->addWidget(keys);
        column->addSpacing(10);
    }
    column->addStretch();
    auto* const area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setWidget(content);
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* const layout = new QVBoxLayout(this);
    layout->addWidget(area, 1);
    layout->addWidget(buttons);
    resize(640, 640);
}

}  // namespace tandem
