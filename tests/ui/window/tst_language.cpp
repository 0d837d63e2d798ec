// The translations are complete, and every page shows another language as soon as it is chosen.
#include "app/gui/pages.h"
#include "core/phantom/phantom.h"
#include "core/settings/prediction_settings.h"
#include "core/settings/preset.h"
#include "core/study/label_scheme.h"
#include "storage/db/project.h"
#include "storage/image/image_writer.h"
#include "storage/import/import_job.h"
#include "storage/import/import_plan.h"
#include "tests/ui/inspect/made_prediction.h"
#include "ui/jobs/job_list.h"
#include "ui/session/project_session.h"
#include "ui/theme/language.h"
#include "ui/window/failure_bar.h"
#include "ui/window/job_stopper.h"
#include "ui/window/main_window.h"

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QGroupBox>
#include <QLabel>
#include <QProcess>
#include <QRegularExpression>
#include <QSettings>
#include <QStackedWidget>
#include <QTabBar>
#include <QTemporaryDir>
#include <QXmlStreamReader>
#include <QtTest>
#include <algorithm>
#include <map>

using namespace tandem;

namespace {

bool isChinese(const QString& text) {
    static const QRegularExpression kHan("[\\x{4e00}-\\x{9fff}]");
    return text.contains(kHan);
}

/// The messages of a file of translations that are not finished, and how many there are in all.
struct Translations {
    QStringList unfinished;
    int count = 0;
};

Translations readTranslations(const QString& path) {
    Translations found;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return found;
    }
    QXmlStreamReader xml(&file);
    QString source;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) {
            continue;
        }
        if (xml.name() == QLatin1String("source")) {
            source = xml.readElementText();
            ++found.count;
        } else if (xml.name() == QLatin1String("translation") && xml.attributes().hasAttribute("type")) {
            found.unfinished.append(source);
        }
    }
    return found;
}

/// What can be read on the visible buttons, tabs, group boxes and labels below a widget.
QStringList wordsOn(const QWidget& page) {
    QStringList words;
    for (const auto* const button : page.findChildren<QAbstractButton*>()) {
        if (button->isVisibleTo(&page)) {
            words.append(button->text());
        }
    }
    for (const auto* const tabs : page.findChildren<QTabBar*>()) {
        for (int at = 0; at < tabs->count() && tabs->isVisibleTo(&page); ++at) {
            words.append(tabs->tabText(at));
        }
    }
    for (const auto* const box : page.findChildren<QGroupBox*>()) {
        words.append(box->title());
    }
    for (const auto* const label : page.findChildren<QLabel*>()) {
        if (label->isVisibleTo(&page) && label->pixmap().isNull()) {
            words.append(label->text());
        }
    }
    for (const auto* const box : page.findChildren<QComboBox*>()) {
        for (int at = 0; at < box->count() && box->isVisibleTo(&page); ++at) {
            words.append(box->itemText(at));
        }
    }
    // Without a letter there is nothing to translate; a single one names a subnetwork.
    static const QRegularExpression kWord("[A-Za-z]{2}");
    words.removeIf([](const QString& text) { return !text.contains(kWord) && !isChinese(text); });
    return words;
}

/// How wide every box to choose from wants to be, and has to be at least, by its name.
std::map<QString, int> boxWidths(const QWidget& window) {
    std::map<QString, int> widths;
    for (const auto* const box : window.findChildren<QComboBox*>()) {
        widths[box->objectName()] = box->sizeHint().width();
        widths[box->objectName() + ", at least"] = box->minimumSizeHint().width();
    }
    return widths;
}

}  // namespace

class TestLanguage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyTextIsTranslated_data();
    void everyTextIsTranslated();
    void settingsAreTranslated();
    void theButtonsOfQtAreTranslated();
    void numbersHaveTheirPlural();
    void everyPageFollows_data();
    void everyPageFollows();

private:
    QString projectWith(const QString& holds);

    QTemporaryDir m_folder;
    MadePrediction m_predicted;
};

void TestLanguage::everyTextIsTranslated_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QStringList>("options");
    QTest::newRow("English plurals") << "tandem_en.ts" << QStringList{"-pluralonly"};
    QTest::newRow("Simplified Chinese") << "tandem_zh_CN.ts" << QStringList{};
}

void TestLanguage::everyTextIsTranslated() {
    QFETCH(QString, name);
    QFETCH(QStringList, options);
    // As the sources are now: what they say anew is unfinished in the copy.
    const QString copy = m_folder.filePath(name);
    const QString top = TANDEM_SOURCE_DIR;
    QVERIFY(QFile::copy(top + "/resources/translations/" + name, copy));
    QProcess lupdate;
    lupdate.setWorkingDirectory(top);
    lupdate.start(TANDEM_LUPDATE,
                  QStringList{"-silent", "-locations", "none", "-I", "."} + options +
                      QStringList{"ui", "app/gui", "core/training_metrics.cpp", TANDEM_SETTING_TEXTS, "-ts", copy});
    QVERIFY(lupdate.waitForFinished(60'000));
    QCOMPARE(lupdate.exitCode(), 0);
    const Translations found = readTranslations(copy);
    QVERIFY2(found.unfinished.isEmpty(),
             qPrintable(QString::number(found.unfinished.size()) + ": " + found.unfinished.join("\n")));
    QVERIFY(found.count > (options.isEmpty() ? 500 : 30));
}

template <class Settings>
QStringList untranslated() {
    QStringList left;
    for (const auto& field : Settings::fields()) {
        for (const std::string& text : {field.title, field.description}) {
            if (!isChinese(QCoreApplication::translate("SettingField", text.c_str())) && text != "Dropout") {
                left.append(QString::fromStdString(text));
            }
        }
    }
    return left;
}

void TestLanguage::settingsAreTranslated() {
    applyLanguage(*qApp, Language::SimplifiedChinese);
    const QStringList left =
        untranslated<TrainingSettings>() + untranslated<PreparationSettings>() + untranslated<PredictionSettings>();
    QVERIFY2(left.isEmpty(), qPrintable(left.join("\n")));
}

void TestLanguage::theButtonsOfQtAreTranslated() {
    applyLanguage(*qApp, Language::SimplifiedChinese);
    const QDialogButtonBox buttons(QDialogButtonBox::Ok | QDialogButtonBox::Cancel | QDialogButtonBox::Close);
    for (const QAbstractButton* const one : buttons.buttons()) {
        QVERIFY2(isChinese(one->text()), qPrintable(one->text()));
    }
    applyLanguage(*qApp, Language::English);
}

void TestLanguage::numbersHaveTheirPlural() {
    const auto asked = [](int count) {
        return JobStopper::tr(
            "%n job(s) have not ended. Stop now? A training run keeps what it has learned and can be resumed.", nullptr,
            count);
    };
    applyLanguage(*qApp, Language::English);
    QVERIFY2(asked(1).startsWith("1 job has"), qPrintable(asked(1)));
    QVERIFY2(!asked(1).contains("them"), qPrintable(asked(1)));
    QVERIFY2(asked(3).startsWith("3 jobs have"), qPrintable(asked(3)));
    applyLanguage(*qApp, Language::SimplifiedChinese);
    QVERIFY2(asked(3).startsWith("3 ") && isChinese(asked(3)), qPrintable(asked(3)));
}

void TestLanguage::everyPageFollows_data() {
    QTest::addColumn<QString>("holds");
    QTest::newRow("nothing") << "nothing";
    QTest::newRow("cases") << "cases";
    QTest::newRow("a prediction") << "a prediction";
}

/// Gives the folder of a project that holds so much.
QString TestLanguage::projectWith(const QString& holds) {
    if (holds == "a prediction") {
        m_predicted.predict();
        return QString::fromStdString(m_predicted.folder().string());
    }
    const QString project = m_folder.filePath(holds + ".tandem");
    static_cast<void>(
        Project::create(project.toStdString(), "PHANTOMS", LabelScheme::fromNames({"background", "STRUCTURE"})));
    if (holds == "cases") {
        const auto source = std::filesystem::path(m_folder.filePath("source").toStdString());
        const PhantomCase made = generatePhantom({.size = {24, 24, 24}}, 1);
        writeImage(made.image, source / "imagesTr" / "1.nii.gz");
        writeLabel(made.label, source / "labelsTr" / "1.nii.gz");
        static_cast<void>(runImport(Project::open(project.toStdString()), planImport({source}, {}), {}, {}, {}));
    }
    return project;
}

void TestLanguage::everyPageFollows() {
    QFETCH(QString, holds);
    applyLanguage(*qApp, Language::English);
    const QString project = projectWith(holds);
    QSettings settings(m_folder.filePath("settings.ini"), QSettings::IniFormat);
    MainWindow window(pages(), settings);
    window.show();
    QVERIFY2(window.openProject(project.toStdString()), qPrintable(window.findChild<FailureBar*>()->sentence()));
    for (const Page& page : pages()) {
        window.choosePage(page.id);
        QTest::qWait(200);
        QTRY_COMPARE_WITH_TIMEOUT(window.jobs().activeCount(), 0, 30'000);
    }
    measureBoxesAnew(window);  // some were measured before they were dressed
    const std::map<QString, int> before = boxWidths(window);
    window.setLanguage(Language::SimplifiedChinese);
    for (const Page& page : pages()) {
        window.choosePage(page.id);
        QTest::qWait(100);
        QStringList left = wordsOn(*window.findChild<QStackedWidget*>("pages")->currentWidget());
        QVERIFY(!left.isEmpty());
        // Names, units and texts of core stay as they are.
        static const QRegularExpression kName(
            "^(Dice|DICOM|SEG|NIfTI|NRRD|MetaImage|Analyze|STL|OBJ|PLY|HTML|PDF|CSV|PNG|"
            "<span|PHANTOMS|STRUCTURE|Made|atrium|background|one|Tandem|cpu|float32|tf32|bfloat16|GiB|MiB|mm|ml|nats|[%"
            "{}/"
            "._~0-9 "
            "-])");
        left.removeIf([](const QString& text) { return isChinese(text) || text.contains(kName); });
        QVERIFY2(left.isEmpty(), qPrintable(page.id + ":\n" + left.join("\n")));
    }
    window.setLanguage(Language::English);
    QTRY_COMPARE(boxWidths(window), before);
    for (const Page& page : pages()) {
        window.choosePage(page.id);
        QTest::qWait(100);
        const QStringList words = wordsOn(*window.findChild<QStackedWidget*>("pages")->currentWidget());
        QVERIFY2(std::ranges::none_of(words, isChinese), qPrintable(words.join("\n")));
    }
    applyLanguage(*qApp, Language::English);
}

QTEST_MAIN(TestLanguage)
#include "tst_language.moc"
