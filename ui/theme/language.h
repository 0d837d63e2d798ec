// The languages of the window, switched while the program runs.
//
// Used on the GUI thread. Invariant: the translators of exactly one language are installed, and numbers are written as
// in that language.
#pragma once

#include <QString>
#include <array>

class QCoreApplication;

namespace tandem {

enum class Language { English, SimplifiedChinese };
inline constexpr std::array<Language, 2> kLanguages{Language::English, Language::SimplifiedChinese};

/// "en" or "zh_CN", as settings and --language say it.
[[nodiscard]] QString nameOf(Language language);
/// In the language itself.
[[nodiscard]] QString titleOf(Language language);
/// That of the system for an empty name; English for one that is not known.
[[nodiscard]] Language languageNamed(const QString& name);

/// Every widget is told by QEvent::LanguageChange.
void applyLanguage(QCoreApplication& application, Language language);

}  // namespace tandem
