// Label classes and the map of voxel values to them.
#include "core/volume/unknown_class.h"
#include "storage/correction/correction_work.h"
#include "storage/db/case_repository.h"
#include "storage/db/label_repository.h"
#include "tests/ui/datasets/phantom_files.h"
#include "tests/ui/on_page.h"
#include "ui/datasets/cases/case_actions.h"
#include "ui/datasets/labels/label_classes_dialog.h"
#include "ui/datasets/labels/label_classes_model.h"
#include "ui/datasets/labels/label_map_dialog.h"
#include "ui/jobs/job_list.h"
#include "ui/session/project_session.h"

#include <QAbstractItemModelTester>
#include <QColorDialog>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QtTest>

using namespace tandem;

class TestLabelDialogs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void theModelKeepsTheRules();
    void namesAndColoursAreStored();
    void twoClassesOfOneNameAreRefused();
    void valuesStayOnceThereAreLabels();
    void whoEndsACorrectionIsAsked();
    void theLabelsOfCasesAreMapped();
    void aValueIsSaidToBeUnknown();

private:
    void openProject() {
        m_session = std::make_unique<ProjectSession>(Project::open(m_files->projectFolder()), *m_jobs);
    }
    [[nodiscard]] LabelScheme stored() const { return m_session->project().labels().scheme(); }

    std::unique_ptr<PhantomFiles> m_files;
    std::unique_ptr<JobList> m_jobs;
    std::unique_ptr<ProjectSession> m_session;
};

void TestLabelDialogs::init() {
    m_files = std::make_unique<PhantomFiles>(std::vector<std::string>{"background", "atrium", "wall"});
    m_jobs = std::make_unique<JobList>();
}

void TestLabelDialogs::cleanup() {
    m_session.reset();
    m_jobs.reset();
    m_files.reset();
}

void TestLabelDialogs::theModelKeepsTheRules() {
    LabelClassesModel model(LabelScheme::fromNames({"background", "a"}), false);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.addClass();
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.index(2, LabelClassesModel::Name).data().toString(), "class 2");
    QCOMPARE(model.index(2, LabelClassesModel::Value).data().toInt(), 2);
    QVERIFY(model.setData(model.index(2, LabelClassesModel::Value), 7));
    model.addClass();
    QCOMPARE(model.index(3, LabelClassesModel::Value).data().toInt(), 8);
    model.scheme().check();
    QVERIFY(!model.mayRemove(0));  // the background
    QVERIFY(model.mayRemove(3));
    model.removeClass(3);
    model.removeClass(2);
    QVERIFY(!model.mayRemove(1));  // the last structure

    LabelClassesModel fixed(LabelScheme::fromNames({"background", "a", "b"}), true);
    QVERIFY(!fixed.mayRemove(2));
    QVERIFY(!fixed.setData(fixed.index(1, LabelClassesModel::Value), 9));
    QVERIFY(fixed.setData(fixed.index(1, LabelClassesModel::Name), "c"));
    QCOMPARE(fixed.scheme().classes[1].name, "c");
}

void TestLabelDialogs::namesAndColoursAreStored() {
    openProject();
    LabelClassesDialog dialog(*m_session);
    dialog.show();
    QSignalSpy changed(m_session.get(), &ProjectSession::labelsChanged);
    auto* const table = dialog.findChild<QTableView*>("labelClasses");
    const QModelIndex name = table->model()->index(1, LabelClassesModel::Name);
    table->edit(name);
    auto* const editor = table->viewport()->findChild<QLineEdit*>();
    QVERIFY(editor != nullptr);
    editor->selectAll();
    QTest::keyClicks(editor, "left atrium");
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_COMPARE(name.data().toString(), "left atrium");
    QTest::mouseClick(dialog.findChild<QPushButton*>("classColour"), Qt::LeftButton);
    auto* const colour = dialog.findChild<QColorDialog*>();
    QVERIFY(colour != nullptr);
    colour->setCurrentColor(QColor(10, 20, 30));
    colour->accept();
    keepPicture(dialog, "label-classes");
    QTest::mouseClick(dialog.findChild<QPushButton*>("storeClasses"), Qt::LeftButton);
    QCOMPARE(stored().classes[1].name, "left atrium");
    QCOMPARE(stored().classes[1].colour, (std::array<std::uint8_t, 3>{10, 20, 30}));
    QCOMPARE(changed.count(), 1);
}

void TestLabelDialogs::twoClassesOfOneNameAreRefused() {
    openProject();
    LabelClassesDialog dialog(*m_session);
    auto* const table = dialog.findChild<QTableView*>("labelClasses");
    table->model()->setData(table->model()->index(2, LabelClassesModel::Name), "atrium");
    auto* const store = dialog.findChild<QPushButton*>("storeClasses");
    QVERIFY(!store->isEnabled());
    QVERIFY(dialog.findChild<QLabel*>("labelClassesState")->text().contains("\"atrium\""));
    table->model()->setData(table->model()->index(2, LabelClassesModel::Name), "wall");
    QVERIFY(store->isEnabled());
}

void TestLabelDialogs::valuesStayOnceThereAreLabels() {
    m_files->write(1);
    m_files->importAll();
    openProject();
    const LabelClassesDialog dialog(*m_session);
    QVERIFY(!dialog.findChild<QPushButton*>("addClass")->isEnabled());
    QVERIFY(!dialog.findChild<QPushButton*>("addClass")->toolTip().isEmpty());
    QVERIFY(dialog.findChild<QPushButton*>("classColour")->isEnabled());
}

void TestLabelDialogs::whoEndsACorrectionIsAsked() {
    m_files->write(1, 0);
    m_files->importAll();
    const std::int64_t caseId = m_files->project().cases().find("phantom_1")->id;
    {
        const CorrectionWork begun = CorrectionWork::begin(
            m_files->project(), {.origin = CorrectionOrigin::Empty, .caseId = caseId, .checkpointHash = {}}, {});
    }
    openProject();
    const LabelScheme before = stored();
    const auto remove = [&](LabelClassesDialog& dialog, const QString& answer) {
        auto* const table = dialog.findChild<QTableView*>("labelClasses");
        table->setCurrentIndex(table->model()->index(1, LabelClassesModel::Name));
        QCOMPARE(pressButton(*dialog.findChild<QPushButton*>("removeClass")), QString());
        QCOMPARE(pressButton(*dialog.findChild<QPushButton*>("storeClasses")), QString());
        auto* const question = dialog.findChild<QMessageBox*>("classesQuestion");
        QVERIFY(question != nullptr);
        QCOMPARE(question->defaultButton(), question->button(QMessageBox::Cancel));
        QVERIFY2(question->text().contains("phantom_1"), qPrintable(question->text()));
        QVERIFY(stored() == before);
        for (QAbstractButton* const button : question->buttons()) {
            if (button->text().remove('&').startsWith(answer)) {
                button->click();
                break;
            }
        }
    };
    LabelClassesDialog left(*m_session);
    left.show();
    remove(left, "Cancel");
    QVERIFY(stored() == before);
    QVERIFY(left.isVisible());

    LabelClassesDialog changed(*m_session);
    changed.show();
    remove(changed, "Change");
    QCOMPARE(stored().names(), (std::vector<std::string>{"background", "wall"}));
    QVERIFY(!changed.isVisible());

    m_session->project().labels().setScheme(before);
    LabelClassesDialog renamed(*m_session);
    renamed.show();
    auto* const table = renamed.findChild<QTableView*>("labelClasses");
    table->model()->setData(table->model()->index(1, LabelClassesModel::Name), "left atrium");
    QCOMPARE(pressButton(*renamed.findChild<QPushButton*>("storeClasses")), QString());
    QCOMPARE(stored().classes[1].name, "left atrium");  // nobody was asked
    const CorrectionWork goesOn = CorrectionWork::begin(
        m_session->project(), {.origin = CorrectionOrigin::Empty, .caseId = caseId, .checkpointHash = {}}, {});
}

void TestLabelDialogs::theLabelsOfCasesAreMapped() {
    m_files->write(1);
    m_files->write(2, 0);
    m_files->importAll();
    openProject();
    const CaseRecord before = *m_session->project().cases().find("phantom_1");
    const std::int64_t unlabelled = m_session->project().cases().find("phantom_2")->id;
    CaseActions actions(*m_session);
    QSignalSpy told(&actions, &CaseActions::told);
    LabelMapDialog dialog(*m_session, {before.id, unlabelled});
    connect(&dialog, &LabelMapDialog::mapWanted, &actions, &CaseActions::remap);
    dialog.show();
    QTRY_VERIFY(dialog.findChild<QComboBox*>("labelMapChoice1") != nullptr);
    auto* const choice = dialog.findChild<QComboBox*>("labelMapChoice1");
    QCOMPARE(choice->currentText(), "atrium");
    choice->setFocus();
    QTest::keyClicks(choice, "wall");
    auto* const apply = dialog.findChild<QPushButton*>("labelMapApply");
    QVERIFY(apply->isDefault());
    QTest::mouseClick(apply, Qt::LeftButton);
    QTRY_COMPARE(told.count(), 1);
    QVERIFY(told.front().front().toString().startsWith("The labels of 1 case(s)"));
    const CaseRecord after = m_session->project().cases().get(before.id);
    QCOMPARE(after.labelValues, (LabelValueMap{{1, 2}}));
    QCOMPARE(after.labelVoxels, (std::vector<std::int64_t>{before.labelVoxels[0], 0, before.labelVoxels[1]}));
}

void TestLabelDialogs::aValueIsSaidToBeUnknown() {
    openProject();
    const LabelScheme scheme = stored();
    LabelMapDialog dialog(scheme, {{0, 100}, {1, 20}, {9, 5}}, {});
    QSignalSpy wanted(&dialog, &LabelMapDialog::mapWanted);
    auto* const apply = dialog.findChild<QPushButton*>("labelMapApply");
    QVERIFY(!apply->isEnabled());
    auto* const choice = dialog.findChild<QComboBox*>("labelMapChoice2");
    choice->setCurrentIndex(choice->findText("unknown"));
    keepPicture(dialog, "label-map-unknown");
    QTest::mouseClick(apply, Qt::LeftButton);
    QCOMPARE(wanted.count(), 1);
    const LabelValueMap map{{9, kUnknownClass}};
    QCOMPARE(wanted.front().at(1).value<LabelValueMap>(), map);
    // And it says so when it is opened again.
    const LabelMapDialog again(scheme, {{0, 100}, {1, 20}, {9, 5}}, map);
    QCOMPARE(again.findChild<QComboBox*>("labelMapChoice2")->currentText(), "unknown");
}

QTEST_MAIN(TestLabelDialogs)
#include "tst_label_dialogs.moc"
