#include "core/settings/prediction_settings.h"
#include "core/settings/preset.h"
#include "ui/settings/setting_editor.h"
#include "ui/settings/setting_words.h"
#include "ui/settings/settings_form.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QSignalSpy>
#include <QToolButton>
#include <QVBoxLayout>
#include <QtTest>

using namespace tandem;

namespace {

QLineEdit* lineOf(const SettingsForm& form, const std::string& key, const QString& name = "number") {
    return form.editor(key)->findChild<QLineEdit*>(name);
}

QString reasonAt(const SettingsForm& form, const std::string& key) {
    const auto* const label = form.editor(key)->findChild<QLabel*>("reason");
    return label->isHidden() ? QString() : label->text();
}

void type(QLineEdit* line, const QString& text) {
    line->setFocus();
    QTest::keyClick(line, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(line, text);
}

}  // namespace

class TestSettingsForm : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFieldHasAnEditor();
    void presetsRoundTrip();
    void valuesThatPeopleEnterRoundTrip();
    void wrongValuesAreMarkedAtTheField_data();
    void wrongValuesAreMarkedAtTheField();
    void wholeChecksAreMarkedAtTheFieldTheyName();
    void anErrorAmongTheAdvancedFieldsIsShown();
    void choicesAreComboBoxes();
    void freeTextTakesSuggestions();
    void wrongFieldsHaveTheMarkOfTheTheme();
    void everyTextIsListedForTranslators();
    void everyReasonIsShownAtOnce();
    void reasonsAreNotCut_data();
    void reasonsAreNotCut();
    void zerosSayWhatTheyMean_data();
    void zerosSayWhatTheyMean();
    void fieldsWithoutAPartCannotBeChanged();
    void anErrorGoesWithTheField();
    void valuesAreWords_data();
    void valuesAreWords();
};

void TestSettingsForm::everyFieldHasAnEditor() {
    const FormOf<TrainingSettings> form;
    for (const auto& field : TrainingSettings::fields()) {
        const SettingEditor* const editor = form.editor(field.key);
        QVERIFY2(editor != nullptr, field.key.c_str());
        QCOMPARE(editor->value(), std::optional(field.get(TrainingSettings{})));
        QVERIFY(!editor->toolTip().isEmpty());
        const QWidget* const advanced = form.findChild<QWidget*>("advanced");
        QCOMPARE(advanced->isAncestorOf(editor), field.advanced);
    }
    QVERIFY(form.isValid());
    QCOMPARE(form.editor("nonsense"), nullptr);
    QVERIFY(form.findChild<QWidget*>("advanced")->isHidden());
}

void TestSettingsForm::presetsRoundTrip() {
    FormOf<TrainingSettings> training;
    FormOf<PreparationSettings> preparation;
    for (const Preset& preset : presets()) {
        training.setSettings(preset.training);
        preparation.setSettings(preset.preparation);
        QVERIFY(training.settings() == preset.training);
        QVERIFY(preparation.settings() == preset.preparation);
        QVERIFY(training.isValid() && preparation.isValid());
    }
}

void TestSettingsForm::valuesThatPeopleEnterRoundTrip() {
    FormOf<TrainingSettings> form;
    form.show();
    QTest::mouseClick(form.findChild<QToolButton*>("advancedButton"), Qt::LeftButton);
    QVERIFY(form.findChild<QWidget*>("advanced")->isVisible());
    QSignalSpy changes(&form, &SettingsForm::changed);
    type(lineOf(form, "iterations"), "123");
    type(lineOf(form, "learning-rate"), "0.0025");
    type(lineOf(form, "patch", "axis-2"), "96");
    auto* const deterministic = form.editor("deterministic")->findChild<QCheckBox*>();
    deterministic->setFocus();
    QTest::keyClick(deterministic, Qt::Key_Space);
    auto* const method = form.editor("method")->findChild<QComboBox*>();
    method->setFocus();
    QTest::keyClick(method, Qt::Key_Up);
    TrainingSettings expected;
    expected.iterations = 123;
    expected.learningRate = 0.0025;
    expected.patch = {112, 112, 96};
    expected.deterministic = true;
    expected.method = Method::Supervised;
    QCOMPARE(QString::fromStdString(settingsToText(form.settings())), QString::fromStdString(settingsToText(expected)));
    QVERIFY(changes.count() >= 5);
}

void TestSettingsForm::wrongValuesAreMarkedAtTheField_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("reason");
    QTest::newRow("no number") << "iterations"
                               << "many"
                               << "needs a whole number";
    QTest::newRow("empty") << "iterations"
                           << ""
                           << "needs a whole number";
    QTest::newRow("too low") << "iterations"
                             << "0"
                             << "at least 1";
    QTest::newRow("too high") << "dropout"
                              << "1.5"
                              << "at most 0.95";
    QTest::newRow("not whole") << "filters"
                               << "1.5"
                               << "needs a whole number";
}

void TestSettingsForm::wrongValuesAreMarkedAtTheField() {
    QFETCH(const QString, key);
    QFETCH(const QString, text);
    QFETCH(const QString, reason);
    FormOf<TrainingSettings> form;
    const TrainingSettings before = form.settings();
    QLineEdit* const line = lineOf(form, key.toStdString());
    const QString good = line->text();
    line->setText(text);
    QVERIFY(!form.isValid());
    QVERIFY2(reasonAt(form, key.toStdString()).contains(reason), qPrintable(reasonAt(form, key.toStdString())));
    QVERIFY(form.problem().contains(key));
    line->setText(good);
    QVERIFY(form.isValid());
    QVERIFY(reasonAt(form, key.toStdString()).isEmpty());
    QVERIFY(form.settings() == before);
}

void TestSettingsForm::wholeChecksAreMarkedAtTheFieldTheyName() {
    FormOf<TrainingSettings> form;
    lineOf(form, "patch", "axis-0")->setText("100");
    QVERIFY(!form.isValid());
    QVERIFY(reasonAt(form, "patch").contains("multiple of 16"));
    lineOf(form, "patch", "axis-0")->setText("112");
    QVERIFY(form.isValid());
    lineOf(form, "unlabelled-batch")->setText("0");
    QVERIFY(reasonAt(form, "unlabelled-batch").contains("learns from unlabelled"));

    FormOf<PreparationSettings> preparation;
    preparation.editor("clip")->findChild<QCheckBox*>()->setChecked(true);
    QVERIFY(!preparation.isValid());
    QVERIFY(reasonAt(preparation, "clip-low").contains("must be below clip-high"));
    lineOf(preparation, "clip-high")->setText("275");
    QVERIFY(preparation.isValid());
}

void TestSettingsForm::anErrorAmongTheAdvancedFieldsIsShown() {
    FormOf<TrainingSettings> form;
    lineOf(form, "patch", "axis-0")->setText("16");
    // The stride of tests, an advanced field, is now longer than the patch.
    QVERIFY(reasonAt(form, "test-stride").contains("longer than the patch"));
    QVERIFY(!form.findChild<QWidget*>("advanced")->isHidden());
}

void TestSettingsForm::choicesAreComboBoxes() {
    const FormOf<TrainingSettings> form;
    const auto* const precision = form.editor("precision")->findChild<QComboBox*>();
    QVERIFY(!precision->isEditable());
    QCOMPARE(precision->count(), 4);
    QVERIFY(form.editor("device")->findChild<QComboBox*>()->isEditable());
}

void TestSettingsForm::freeTextTakesSuggestions() {
    FormOf<TrainingSettings> form;
    SettingEditor* const device = form.editor("device");
    auto* const box = device->findChild<QComboBox*>();
    box->setEditText("cuda:1");
    device->setSuggestions({{"auto", "auto"}, {"cuda:0", "cuda:0 · Some GPU"}});
    QCOMPARE(form.settings().device, std::string("cuda:1"));
    box->setCurrentIndex(1);
    QCOMPARE(form.settings().device, std::string("cuda:0"));
}

void TestSettingsForm::wrongFieldsHaveTheMarkOfTheTheme() {
    FormOf<TrainingSettings> form;
    QLineEdit* const line = lineOf(form, "iterations");
    QVERIFY(!line->property("wrong").toBool());
    line->setText("0");
    QVERIFY(line->property("wrong").toBool());
    QVERIFY(!lineOf(form, "seed")->property("wrong").toBool());
    line->setText("10");
    QVERIFY(!line->property("wrong").toBool());
}

void TestSettingsForm::everyTextIsListedForTranslators() {
    QFile file(TANDEM_SETTING_TEXTS);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const std::string listed = file.readAll().replace("\\\"", "\"").toStdString();
    const auto isKnownToTranslators = [&](const std::string& text) {
        return listed.find(", \"" + text + "\"),") != std::string::npos;
    };
    const auto check = [&](const SettingField& field) {
        std::vector<std::string> texts{field.title, field.description};
        texts.insert(texts.end(), field.choices.begin(), field.choices.end());
        for (const std::string& text : {field.unit, field.zero, field.usedWhen}) {
            if (!text.empty()) {
                texts.push_back(text);
            }
        }
        for (const std::string& text : texts) {
            QVERIFY2(isKnownToTranslators(text), text.c_str());
        }
    };
    for (const auto& field : TrainingSettings::fields()) {
        check(field);
    }
    for (const auto& field : PreparationSettings::fields()) {
        check(field);
    }
    for (const auto& field : PredictionSettings::fields()) {
        check(field);
    }
    for (const Preset& preset : presets()) {
        QVERIFY2(isKnownToTranslators(preset.title), preset.title.c_str());
        QVERIFY2(isKnownToTranslators(preset.description), preset.description.c_str());
    }
    QVERIFY(!isKnownToTranslators("something else"));
}

void TestSettingsForm::everyReasonIsShownAtOnce() {
    FormOf<TrainingSettings> form;
    lineOf(form, "patch", "axis-0")->setText("100");
    lineOf(form, "test-stride", "axis-1")->setText("500");
    lineOf(form, "validation-stride", "axis-2")->setText("600");
    lineOf(form, "unlabelled-batch")->setText("0");
    lineOf(form, "iterations")->setText("many");
    QVERIFY(reasonAt(form, "patch").contains("multiple of 16"));
    QVERIFY(reasonAt(form, "test-stride").contains("longer than the patch"));
    QVERIFY(reasonAt(form, "validation-stride").contains("longer than the patch"));
    QVERIFY(reasonAt(form, "unlabelled-batch").contains("learns from unlabelled"));
    QVERIFY(reasonAt(form, "iterations").contains("needs a whole number"));
    // What depends on a patch that cannot be read is not known.
    lineOf(form, "patch", "axis-0")->setText("x");
    QVERIFY(reasonAt(form, "patch").contains("three whole numbers"));
    QVERIFY(reasonAt(form, "test-stride").isEmpty());
    QVERIFY(!form.isValid());
}

void TestSettingsForm::reasonsAreNotCut_data() {
    QTest::addColumn<int>("width");
    QTest::newRow("narrow") << 280;
    QTest::newRow("as on the page") << 330;
    QTest::newRow("wide") << 600;
}

void TestSettingsForm::reasonsAreNotCut() {
    QFETCH(const int, width);
    // As the page has it: a form above a stretch, in an area that scrolls.
    QScrollArea area;
    auto* const inside = new QWidget;
    auto* const rows = new QVBoxLayout(inside);
    auto* const form = new FormOf<TrainingSettings>(inside);
    rows->addWidget(form);
    rows->addStretch();
    area.setWidget(inside);
    area.setWidgetResizable(true);
    area.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area.resize(width, 700);
    area.show();
    QVERIFY(QTest::qWaitForWindowExposed(&area));
    lineOf(*form, "patch", "axis-0")->setText("100");
    lineOf(*form, "unlabelled-batch")->setText("0");
    lineOf(*form, "validation-stride", "axis-0")->setText("500");
    for (const char* key : {"patch", "unlabelled-batch", "validation-stride"}) {
        const SettingEditor* const editor = form->editor(key);
        const auto* const reason = editor->findChild<QLabel*>("reason");
        const auto* const line = editor->findChild<QLineEdit*>();
        QTRY_VERIFY2(
            reason->height() >= reason->heightForWidth(reason->width()),
            qPrintable(
                QString("%1: %2 of %3").arg(key).arg(reason->height()).arg(reason->heightForWidth(reason->width()))));
        QTRY_VERIFY2(reason->geometry().top() > line->geometry().bottom(), key);
        QTRY_VERIFY2(editor->rect().contains(reason->geometry()), key);
        QVERIFY2(editor->mapTo(inside, editor->rect().bottomRight()).x() <= inside->width(), key);
    }
}

void TestSettingsForm::zerosSayWhatTheyMean_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("word");
    QTest::newRow("validation stride") << "validation-stride"
                                       << "half";
    QTest::newRow("interval") << "validation-interval"
                              << "at the end only";
    QTest::newRow("threads") << "prefetch-threads"
                             << "none";
}

void TestSettingsForm::zerosSayWhatTheyMean() {
    QFETCH(const QString, key);
    QFETCH(const QString, word);
    FormOf<TrainingSettings> form;
    TrainingSettings zeros;
    zeros.validationInterval = 0;
    zeros.prefetchThreads = 0;
    form.setSettings(zeros);
    auto* const line = form.editor(key.toStdString())->findChild<QLineEdit*>();
    QCOMPARE(line->text(), QString());
    QCOMPARE(line->placeholderText(), word);
    QVERIFY(form.settings() == zeros);
    line->setText("7");
    QVERIFY(!(form.settings() == zeros));
    line->setText("0");
    QVERIFY(form.settings() == zeros);
    line->clear();
    QVERIFY(form.isValid() && form.settings() == zeros);
}

void TestSettingsForm::fieldsWithoutAPartCannotBeChanged() {
    FormOf<TrainingSettings> training;
    QVERIFY(lineOf(training, "unlabelled-batch")->isEnabled());
    auto* const method = training.editor("method")->findChild<QComboBox*>();
    method->setCurrentIndex(method->findData("supervised"));
    QVERIFY(!lineOf(training, "unlabelled-batch")->isEnabled());
    QVERIFY(!lineOf(training, "ramp-iterations")->isEnabled());
    QVERIFY(training.editor("ramp-iterations")->toolTip().startsWith("Used by methods that learn from unlabelled"));
    method->setCurrentIndex(method->findData("mutual-reliable"));
    QVERIFY(lineOf(training, "ramp-iterations")->isEnabled());

    FormOf<PreparationSettings> preparation;
    QVERIFY(!lineOf(preparation, "clip-low")->isEnabled());
    QVERIFY(!lineOf(preparation, "crop-margin")->isEnabled());
    QVERIFY(!preparation.editor("interpolation")->findChild<QComboBox*>()->isEnabled());
    preparation.editor("clip")->findChild<QCheckBox*>()->setChecked(true);
    lineOf(preparation, "spacing", "axis-1")->setText("1.5");
    QVERIFY(lineOf(preparation, "clip-low")->isEnabled());
    QVERIFY(preparation.editor("interpolation")->findChild<QComboBox*>()->isEnabled());
    QCOMPARE(lineOf(preparation, "spacing", "axis-0")->placeholderText(), QString("keep"));
}

void TestSettingsForm::anErrorGoesWithTheField() {
    FormOf<PreparationSettings> form;
    auto* const clip = form.editor("clip")->findChild<QCheckBox*>();
    clip->setChecked(true);
    lineOf(form, "clip-high")->setText("275");
    lineOf(form, "clip-low")->setText("low");
    QVERIFY(!form.isValid());
    clip->setChecked(false);
    QVERIFY2(form.isValid(), qPrintable(form.problem()));
    QVERIFY(reasonAt(form, "clip-low").isEmpty());
    clip->setChecked(true);
    QVERIFY(form.isValid());
    QCOMPARE(form.settings().clipHigh, 275.0);
}

void TestSettingsForm::valuesAreWords_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("words");
    const auto add = [](const char* key, const char* text, const char* words) {
        QTest::newRow(key) << key << text << words;
    };
    add("patch", "64,64,48", "64, 64, 48 voxels");
    add("deterministic", "true", "yes");
    add("validation-interval", "0", "at the end only");
    add("validation-stride", "0,32,0", "half, 32, half voxels");
    add("seed", "0", "0");
    add("learning-rate", "0.01", "0.01");
    add("method", "supervised", "supervised");
}

void TestSettingsForm::valuesAreWords() {
    QFETCH(const QString, key);
    QFETCH(const QString, text);
    QFETCH(const QString, words);
    TrainingSettings settings;
    setSetting(settings, key.toStdString(), text.toStdString());
    for (const auto& field : TrainingSettings::fields()) {
        if (field.key == key.toStdString()) {
            QCOMPARE(valueText(field, field.get(settings)), words);
        }
    }
}

QTEST_MAIN(TestSettingsForm)
#include "tst_settings_form.moc"
