#include "ui/theme/theme.h"

#include "ui/theme/resources.h"
#include "ui/theme/window_sheet.h"

#include <QApplication>
#include <QFile>
#include <QPalette>
#include <QStyle>
#include <QStyleFactory>
#include <utility>

namespace tandem {
namespace {

struct Colours {
    QColor window;     ///< behind everything
    QColor surface;    ///< panels and the rail
    QColor base;       ///< of fields and tables
    QColor alternate;  ///< of every other row
    QColor button;
    QColor line;  ///< between parts
    QColor text;
    QColor faint;  ///< text of less weight, and of what is disabled
    QColor accent;
    QColor onAccent;  ///< text on the accent
    QColor chosen;    ///< behind what is selected in tables and menus
    QColor wrong;     ///< around a field that holds what cannot be
    QColor wrongBase;
    QColor warning;  ///< text of a sentence that warns
    QColor failure;  ///< behind a failure that is told
    QColor onFailure;
};

const Colours kDark{.window = "#15191d",
                    .surface = "#1b2025",
                    .base = "#111518",
                    .alternate = "#171c20",
                    .button = "#262d33",
                    .line = "#313940",
                    .text = "#e4e8eb",
                    .faint = "#8d979f",
                    .accent = "#4fb3bf",
                    .onAccent = "#0b1113",
                    .chosen = "#21464c",
                    .wrong = "#e0696e",
                    .wrongBase = "#2a1719",
                    .warning = "#e0b050",
                    .failure = "#5a2326",
                    .onFailure = "#ffe9e6"};
const Colours kLight{.window = "#f4f6f7",
                     .surface = "#ffffff",
                     .base = "#ffffff",
                     .alternate = "#f6f8f9",
                     .button = "#e9edf0",
                     .line = "#d3dadf",
                     .text = "#1a2126",
                     .faint = "#66727b",
                     .accent = "#117a87",
                     .onAccent = "#ffffff",
                     .chosen = "#cde7ea",
                     .wrong = "#c62f2a",
                     .wrongBase = "#fdf1f0",
                     .warning = "#8a5a00",
                     .failure = "#fbe1df",
                     .onFailure = "#6a1512"};

const Colours& coloursOf(Theme theme) {
    return theme == Theme::Dark ? kDark : kLight;
}

QPalette paletteWith(const Colours& colours) {
    QPalette palette;
    const std::pair<QPalette::ColorRole, QColor> roles[]{
        {QPalette::Window, colours.window},
        {QPalette::WindowText, colours.text},
        {QPalette::Base, colours.base},
        {QPalette::AlternateBase, colours.alternate},
        {QPalette::Text, colours.text},
        {QPalette::PlaceholderText, colours.faint},
        {QPalette::Button, colours.button},
        {QPalette::ButtonText, colours.text},
        {QPalette::BrightText, colours.accent},
        {QPalette::Highlight, colours.accent},
        {QPalette::HighlightedText, colours.onAccent},
        {QPalette::ToolTipBase, colours.surface},
        {QPalette::ToolTipText, colours.text},
        {QPalette::Link, colours.accent},
        {QPalette::LinkVisited, colours.accent},
        {QPalette::Mid, colours.line},
        {QPalette::Light, colours.surface},
        {QPalette::Midlight, colours.surface},
        {QPalette::Dark, colours.line},
        {QPalette::Shadow, colours.base},
        {QPalette::Accent, colours.accent},
    };
    for (const auto& [role, colour] : roles) {
        palette.setColor(role, colour);
    }
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText}) {
        palette.setColor(QPalette::Disabled, role, colours.faint);
    }
    palette.setColor(QPalette::Disabled, QPalette::Highlight, colours.line);
    return palette;
}

QString styleSheetOf(Theme theme, const Colours& colours) {
    loadResources();
    QFile file(":/theme/tandem.qss");
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    QString sheet = QString::fromUtf8(file.readAll());
    sheet.replace("@scheme", nameOf(theme));
    // A name that begins with another's comes before it.
    const std::pair<const char*, QColor> names[]{
        {"@window", colours.window},       {"@surface", colours.surface}, {"@base", colours.base},
        {"@alternate", colours.alternate}, {"@button", colours.button},   {"@line", colours.line},
        {"@text", colours.text},           {"@faint", colours.faint},     {"@accent", colours.accent},
        {"@onAccent", colours.onAccent},   {"@chosen", colours.chosen},   {"@wrongBase", colours.wrongBase},
        {"@wrong", colours.wrong},         {"@warning", colours.warning}, {"@failure", colours.failure},
        {"@onFailure", colours.onFailure},
    };
    for (const auto& [name, colour] : names) {
        sheet.replace(name, colour.name());
    }
    return sheet;
}

}  // namespace

QString nameOf(Theme theme) {
    return theme == Theme::Dark ? "dark" : "light";
}

Theme themeNamed(const QString& name) {
    return name == nameOf(Theme::Light) ? Theme::Light : Theme::Dark;
}

QPalette paletteOf(Theme theme) {
    return paletteWith(coloursOf(theme));
}

void applyTheme(QApplication& application, Theme theme) {
    auto* sheet = application.findChild<WindowSheet*>();
    if (sheet == nullptr) {
        QApplication::setStyle(QStyleFactory::create("Fusion"));
        sheet = new WindowSheet(application);
    }
    QApplication::setPalette(paletteOf(theme));
    sheet->set(styleSheetOf(theme, coloursOf(theme)));
}

}  // namespace tandem
