// On a computer whose fonts know no Chinese, the menu says so in letters that can be read.
#include "tests/ui/window/main_window_fixture.h"
#include "ui/theme/language.h"

#include <QAction>
#include <QFile>
#include <QFontDatabase>

using namespace tandem;

class TestLanguageFonts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatToInstallIsSaid() {
        QVERIFY2(!QFontDatabase::families().isEmpty(), "DejaVu is there");
        QVERIFY(canBeRead(Language::English));
        QVERIFY(!canBeRead(Language::SimplifiedChinese));
        MainWindowFixture on;
        const QString chinese = on.find<QAction>("language-zh_CN")->text();
        QVERIFY2(chinese.contains("fonts-noto-cjk") && chinese.contains("Chinese"), qPrintable(chinese));
        QVERIFY(std::ranges::all_of(chinese, [](QChar one) { return one.unicode() < 128; }));
        QCOMPARE(on.find<QAction>("language-en")->text(), "English");
    }

    /// Nobody chose it, so it must not be boxes.
    void theSystemsLanguageIsTakenOnlyIfItCanBeRead() {
        QCOMPARE(QLocale::system().language(), QLocale::Chinese);
        QCOMPARE(languageNamed({}), Language::English);
        QCOMPARE(languageNamed("zh_CN"), Language::SimplifiedChinese);
    }
};

int main(int argc, char** argv) {
    const QTemporaryDir folder;
    QFile fonts(folder.filePath("fonts.conf"));
    if (!fonts.open(QIODevice::WriteOnly)) {
        return 1;
    }
    fonts.write(
        "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"urn:fontconfig:fonts.dtd\"><fontconfig>"
        "<dir>/usr/share/fonts/truetype/dejavu</dir></fontconfig>");
    fonts.close();
    // Before the application reads them.
    qputenv("FONTCONFIG_FILE", fonts.fileName().toLocal8Bit());
    qputenv("LC_ALL", "zh_CN.UTF-8");
    QApplication application(argc, argv);
    TestLanguageFonts test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_language_fonts.moc"
