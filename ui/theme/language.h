// The languages of the window, switched while the program runs.
//
// Used on the GUI thread. Invariant: the translators of exactly one language are installed, and numbers are written as
// in that language.
#pragma once

#include <QString>
#include <array>

class QCoreApplication;
class QWidget;

namespace tandem {

enum class Language { English, SimplifiedChinese };
inline constexpr std::array<Language, 2> kLanguages{Language::English, Language::SimplifiedChinese};

/// "en" or "zh_CN", as settings and --language say it.
[[nodiscard]] QString nameOf(Language language);
/// In the language itself, for a menu; where no font can show it, what to install, in English.
[[nodiscard]] QString titleOf(Language language);
/// Whether a font of this computer has its letters. Needs a QGuiApplication.
[[nodiscard]] bool canBeRead(Language language);
/// That of the system for an empty name, if it can be read; English for one that is not known.
[[nodiscard]] Language languageNamed(const QString& name);

/// Every widget is told by QEvent::LanguageChange.
void applyLanguage(QCoreApplication& application, Language language);

/// Boxes to choose from keep the width of the words that they had first. For all below, once their words are those of
/// the present language.
void measureBoxesAnew(const QWidget& below);

}  // namespace tandem
