// The program as a person starts it: it shows every page, in either theme, and saves a picture of each.
#include "core/phantom/phantom.h"
#include "core/study/label_scheme.h"
#include "storage/db/project.h"
#include "storage/image/image_writer.h"
#include "storage/import/import_job.h"
#include "storage/import/import_options.h"
#include "storage/import/import_plan.h"

#include <QImage>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

using namespace tandem;

class TestTour : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void savesAPictureOfEveryPage_data();
    void savesAPictureOfEveryPage();
    void aTourNeedsAProject();

private:
    QTemporaryDir m_folder;
    QString m_project;
};

void TestTour::initTestCase() {
    m_project = m_folder.filePath("phantoms.tandem");
    const auto source = std::filesystem::path(m_folder.filePath("source").toStdString());
    for (int seed = 1; seed <= 2; ++seed) {
        const PhantomCase made = generatePhantom({.size = {24, 24, 24}}, static_cast<std::uint64_t>(seed));
        const std::string file = "case_" + std::to_string(seed) + ".nii.gz";
        writeImage(made.image, source / "imagesTr" / file);
        writeLabel(made.label, source / "labelsTr" / file);
    }
    const Project project =
        Project::create(m_project.toStdString(), "phantoms", LabelScheme::fromNames({"background", "atrium"}));
    const ImportPlan plan = planImport({source}, {});
    QCOMPARE(runImport(project, plan, {}, {}, {}).count(ImportOutcome::Imported), 2);
}

void TestTour::savesAPictureOfEveryPage_data() {
    QTest::addColumn<QString>("theme");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QString>("language");
    QTest::newRow("dark") << "dark" << QSize(1280, 800) << "en";
    QTest::newRow("light, large, Chinese") << "light" << QSize(1800, 1000) << "zh_CN";
}

void TestTour::savesAPictureOfEveryPage() {
    QFETCH(QString, theme);
    QFETCH(QSize, size);
    QFETCH(QString, language);
    const QString out = m_folder.filePath("tour-" + theme);
    QProcess program;
    program.start(TANDEM_PROGRAM, {"--tour", out, "--theme", theme, "--language", language, "--size",
                                   QString("%1x%2").arg(size.width()).arg(size.height()), m_project});
    QVERIFY(program.waitForFinished(120'000));
    QVERIFY2(program.exitCode() == 0, program.readAllStandardError());
    for (const char* page : {"start", "datasets", "training", "inspect", "review", "export"}) {
        const QImage picture(out + "/" + page + ".png");
        QCOMPARE(picture.size(), size);
        const int lightness = picture.pixelColor(size.width() - 3, size.height() / 2).lightness();
        QVERIFY2((theme == "dark") == (lightness < 128), page);
    }
}

void TestTour::aTourNeedsAProject() {
    QProcess program;
    program.start(TANDEM_PROGRAM, {"--tour", m_folder.path()});
    QVERIFY(program.waitForFinished(30'000));
    QCOMPARE(program.exitCode(), 2);
    QVERIFY(program.readAllStandardError().contains("--tour"));
}

QTEST_GUILESS_MAIN(TestTour)
#include "tst_tour.moc"
