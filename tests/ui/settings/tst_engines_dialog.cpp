#include "core/settings/training_settings.h"
#include "tests/core/made_torch.h"
#include "ui/settings/device_finder.h"
#include "ui/settings/engines_dialog.h"
#include "ui/settings/setting_editor.h"
#include "ui/settings/settings_form.h"

#include <QComboBox>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace tandem;

/// With an active environment whose torch has CUDA, and a cmake that needs no compiler.
class TestEnginesDialog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        const std::filesystem::path package = path("venv/lib/torch");
        makeTorch(package, true, "9.9.0+cu130");
        makeProgram(path("venv/bin/python3"), "echo '" + package.string() + "'\n");
        makeProgram(path("tools/cmake"), cmakeMaking(passedCheck()));
        qputenv("TANDEM_ENGINES", m_folder->filePath("engines").toUtf8());
        qputenv("VIRTUAL_ENV", m_folder->filePath("venv").toUtf8());
        qputenv("PATH", (m_folder->filePath("tools") + ":").toUtf8() + m_path);
    }
    void cleanup() {
        qputenv("PATH", m_path);
        qunsetenv("VIRTUAL_ENV");
    }
    void anEngineIsBuiltAndChosen();
    void anotherCanBeChosen();
    void theDeviceBoxLeadsToIt();

private:
    [[nodiscard]] std::filesystem::path path(const char* name) const { return m_folder->filePath(name).toStdString(); }

    const QByteArray m_path = qgetenv("PATH");
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestEnginesDialog::anEngineIsBuiltAndChosen() {
    JobList jobs;
    EnginesDialog dialog(jobs);
    dialog.show();
    auto* const build = dialog.findChild<QPushButton*>("buildEngine");
    QTRY_VERIFY_WITH_TIMEOUT(build->isEnabled(), 30'000);
    const auto* const torchs = dialog.findChild<QComboBox*>("engineTorchs");
    QVERIFY2(torchs->currentText().startsWith("9.9.0+cu130 with CUDA"), qPrintable(torchs->currentText()));
    QTest::mouseClick(build, Qt::LeftButton);
    QVERIFY(!build->isEnabled());
    QTRY_VERIFY(build->isEnabled());
    const QString told = dialog.findChild<QLabel*>("engineTold")->text();
    QVERIFY2(told.contains("built and checked"), qPrintable(told));
    QCOMPARE(chosenEngine()->name, std::string("torch-9.9.0-cu130"));
    const auto* const list = dialog.findChild<QListWidget*>("engineList");
    QCOMPARE(list->count(), 2);
    QCOMPARE(list->currentRow(), 1);
    QVERIFY(list->item(1)->text().contains("LibTorch 9.9"));
}

void TestEnginesDialog::anotherCanBeChosen() {
    writeBytes(path("module"), "module");
    rememberEngine({.name = "made",
                    .library = path("module"),
                    .worker = path("module"),
                    .form = engineForm(),
                    .torch = "/x",
                    .version = "LibTorch 1"});
    chooseEngine("made");
    JobList jobs;
    EnginesDialog dialog(jobs);
    auto* const list = dialog.findChild<QListWidget*>("engineList");
    QCOMPARE(list->currentRow(), 1);
    list->setCurrentRow(0);
    dialog.findChild<QPushButton*>("useEngine")->click();
    QVERIFY(!chosenEngine());
    QVERIFY(dialog.findChild<QLabel*>("engineTold")->text().contains("starts the next time"));
    // What is gone since is told.
    list->setCurrentRow(1);
    removeEngine("made");
    dialog.findChild<QPushButton*>("useEngine")->click();
    QVERIFY(dialog.findChild<QLabel*>("engineTold")->text().contains("no engine called made"));
}

void TestEnginesDialog::theDeviceBoxLeadsToIt() {
    FormOf<TrainingSettings> form;
    SettingEditor& device = *form.editor("device");
    DeviceFinder finder(device);
    finder.retranslate();
    const QSignalSpy wanted(&finder, &DeviceFinder::gpuWanted);
    auto* const box = device.findChild<QComboBox*>();
    const int last = box->count() - 1;
    QCOMPARE(box->itemText(last), QString("Use a GPU…"));
    box->setCurrentIndex(last);
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(form.settings().device, std::string("auto"));
}

QTEST_MAIN(TestEnginesDialog)
#include "tst_engines_dialog.moc"
