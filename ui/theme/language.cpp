#include "ui/theme/language.h"

#include "ui/theme/resources.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QEvent>
#include <QFontDatabase>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace tandem {
namespace {

constexpr const char* kTranslatorName = "tandemTranslator";

void removeTranslators(QCoreApplication& application) {
    const auto installed = application.findChildren<QTranslator*>(kTranslatorName, Qt::FindDirectChildrenOnly);
    for (QTranslator* const translator : installed) {
        QCoreApplication::removeTranslator(translator);
        delete translator;
    }
}

void install(QCoreApplication& application, const QString& file, const QString& folder) {
    auto* const translator = new QTranslator(&application);
    translator->setObjectName(kTranslatorName);
    if (translator->load(file, folder)) {
        QCoreApplication::installTranslator(translator);
    } else {
        delete translator;
    }
}

}  // namespace

QString nameOf(Language language) {
    return language == Language::SimplifiedChinese ? "zh_CN" : "en";
}

QString titleOf(Language language) {
    if (!canBeRead(language)) {
        // Not translated: whoever reads this may have chosen the language already, and sees boxes elsewhere.
        return "Simplified Chinese: install a font for it first, such as the package fonts-noto-cjk";
    }
    return language == Language::SimplifiedChinese ? QString::fromUtf8("简体中文") : QString("English");
}

bool canBeRead(Language language) {
    return language == Language::English || !QFontDatabase::families(QFontDatabase::SimplifiedChinese).isEmpty();
}

Language languageNamed(const QString& name) {
    if (name.isEmpty()) {
        const bool isWanted = QLocale::system().language() == QLocale::Chinese;
        return isWanted && canBeRead(Language::SimplifiedChinese) ? Language::SimplifiedChinese : Language::English;
    }
    return name == nameOf(Language::SimplifiedChinese) ? Language::SimplifiedChinese : Language::English;
}

void applyLanguage(QCoreApplication& application, Language language) {
    loadResources();
    removeTranslators(application);
    QLocale::setDefault(language == Language::SimplifiedChinese ? QLocale(QLocale::Chinese, QLocale::China)
                                                                : QLocale(QLocale::English, QLocale::UnitedStates));
    // Qt's own words, such as those of its file dialog, where the system has them; English has no such file.
    install(application, "qtbase_" + nameOf(language), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    // Last, as the newest translator is asked first. English has one too, for its plurals.
    install(application, "tandem_" + nameOf(language), ":/translations");
}

void measureBoxesAnew(const QWidget& below) {
    for (QComboBox* const box : below.findChildren<QComboBox*>()) {
        // The one event by which a box forgets both its size and its least size.
        QEvent changed(QEvent::StyleChange);
        QCoreApplication::sendEvent(box, &changed);
    }
}

}  // namespace tandem
