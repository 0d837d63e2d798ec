#include "ui/theme/breakable.h"
#include "ui/theme/name_box.h"
#include "ui/theme/name_check.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QGroupBox>
#include <QHelpEvent>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QRegularExpression>
#include <QSlider>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTableWidget>
#include <QToolTip>
#include <QVBoxLayout>
#include <QtTest>
#include <algorithm>
#include <cmath>
#include <initializer_list>

using namespace tandem;

namespace {

/// WCAG's relative luminance.
double luminance(const QColor& colour) {
    const auto linear = [](double part) {
        return part <= 0.03928 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

double contrast(const QColor& one, const QColor& other) {
    const double a = luminance(one) + 0.05;
    const double b = luminance(other) + 0.05;
    return std::max(a, b) / std::min(a, b);
}

/// The strongest contrast to a colour within a part of the widget's picture.
double strongest(QWidget& widget, const QRect& part, const QColor& against) {
    const QImage picture = widget.grab().toImage();
    double most = 0;
    for (int y = part.top(); y <= part.bottom(); ++y) {
        for (int x = part.left(); x <= part.right(); ++x) {
            if (picture.rect().contains(x, y)) {
                most = std::max(most, contrast(picture.pixelColor(x, y), against));
            }
        }
    }
    return most;
}

/// Counts how often it is dressed anew.
class CountingEdit : public QLineEdit {
public:
    using QLineEdit::QLineEdit;
    int dressings = 0;

protected:
    void changeEvent(QEvent* event) override {
        dressings += event->type() == QEvent::StyleChange ? 1 : 0;
        QLineEdit::changeEvent(event);
    }
};

/// Of everything that the sheet has rules for, one.
void fill(QWidget& widget) {
    auto* const layout = new QVBoxLayout(&widget);
    auto* const primary = new QPushButton("Train");
    primary->setObjectName("primary");
    primary->setProperty("primary", true);
    auto* const wrong = new QLineEdit("0");
    wrong->setProperty("wrong", true);
    auto* const title = new QLabel("Title");
    title->setProperty("role", "faint");
    auto* const checked = new QCheckBox("checked");
    checked->setChecked(true);
    auto* const box = new QComboBox;
    box->addItem("one");
    auto* const table = new QTableWidget(3, 2);
    table->setAlternatingRowColors(true);
    auto* const progress = new QProgressBar;
    progress->setValue(40);
    auto* const tabs = new QTabWidget;
    tabs->addTab(new QPlainTextEdit("text"), "First");
    auto* const group = new QGroupBox("Group");
    (new QVBoxLayout(group))->addWidget(new QRadioButton("radio"));
    for (QWidget* const part : std::initializer_list<QWidget*>{primary, new QPushButton("plain"), wrong, title, checked,
                                                               new QCheckBox("unchecked"), box, new QSpinBox, table,
                                                               progress, new QSlider(Qt::Horizontal), tabs, group}) {
        part->setFocusPolicy(Qt::NoFocus);
        layout->addWidget(part);
    }
}

class ManyWidgets : public QWidget {
public:
    ManyWidgets() {
        for (int page = 0; page < 2; ++page) {
            auto* const widget = new QWidget;
            widget->ensurePolished();
            fill(*widget);
            pages.addWidget(widget);
        }
        (new QVBoxLayout(this))->addWidget(&pages);
        menu.addAction("Open");
        fill(dialog);
        resize(400, 900);
    }

    QStackedWidget pages{this};
    QMenu menu{this};
    QDialog dialog{this};
};

}  // namespace

class TestTheme : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyNameIsAColour_data() { themes(); }
    void everyNameIsAColour();
    void textIsLegible_data() { themes(); }
    void textIsLegible();
    void checkBoxesAreSeenUncheckedAndChecked_data() { themes(); }
    void checkBoxesAreSeenUncheckedAndChecked();
    void arrowsAreSeen_data() { themes(); }
    void arrowsAreSeen();
    void wrongFieldsStandOut_data() { themes(); }
    void wrongFieldsStandOut();
    void aChangeDressesAWidgetOnceOrTwice();
    void aChangedWindowLooksAsIfItWereNew_data() { themes(); }
    void aChangedWindowLooksAsIfItWereNew();
    void longWordsCanBeBroken();
    void longNamesDoNotWidenABox();
    void longNamesDoNotWidenACheckBox();

private:
    static void themes() {
        QTest::addColumn<QString>("theme");
        QTest::newRow("dark") << "dark";
        QTest::newRow("light") << "light";
    }
    static void apply() {
        QFETCH(QString, theme);
        applyTheme(*qApp, themeNamed(theme));
    }
};

void TestTheme::everyNameIsAColour() {
    apply();
    QWidget window;
    window.show();
    const auto left = QRegularExpression("@\\w+").match(window.styleSheet());
    // Of pictures, @2x belongs to the file and is not in the sheet.
    QVERIFY2(!left.hasMatch(), qPrintable(left.captured()));
    auto files = QRegularExpression("url\\(([^)]+)\\)").globalMatch(window.styleSheet());
    QVERIFY(files.hasNext());
    while (files.hasNext()) {
        const QString file = files.next().captured(1);
        QVERIFY2(QFile::exists(file), qPrintable(file));
        QVERIFY2(QFile::exists(QString(file).replace(".png", "@2x.png")), qPrintable(file));
    }
}

void TestTheme::textIsLegible() {
    apply();
    const QPalette palette = QApplication::palette();
    constexpr double kText = 7;     // WCAG AAA
    constexpr double kFaint = 4.5;  // WCAG AA
    for (const auto behind : {QPalette::Window, QPalette::Base, QPalette::AlternateBase, QPalette::ToolTipBase}) {
        QVERIFY(contrast(palette.color(QPalette::Text), palette.color(behind)) >= kText);
        QVERIFY(contrast(palette.color(QPalette::PlaceholderText), palette.color(behind)) >= kFaint);
    }
    QVERIFY(contrast(palette.color(QPalette::HighlightedText), palette.color(QPalette::Highlight)) >= kFaint);
    QVERIFY(contrast(palette.color(QPalette::ButtonText), palette.color(QPalette::Button)) >= kText);
}

void TestTheme::checkBoxesAreSeenUncheckedAndChecked() {
    apply();
    QCheckBox box("x");
    box.resize(60, 24);
    box.show();
    const QColor window = box.palette().color(QPalette::Window);
    const QRect indicator(0, 2, 18, 20);
    constexpr double kShape = 3;  // WCAG for parts that must be seen
    QVERIFY(strongest(box, indicator, window) >= kShape);
    box.setChecked(true);
    QVERIFY(strongest(box, indicator, box.palette().color(QPalette::Highlight)) >= kShape);
    QVERIFY(strongest(box, indicator, window) >= kShape);
}

void TestTheme::arrowsAreSeen() {
    apply();
    QSpinBox spin;
    spin.resize(100, 30);
    spin.setRange(0, 100);
    spin.setValue(5);
    spin.show();
    const QColor base = spin.palette().color(QPalette::Base);
    constexpr double kShape = 3;
    QVERIFY(strongest(spin, {84, 3, 12, 11}, base) >= kShape);
    QVERIFY(strongest(spin, {84, 16, 12, 11}, base) >= kShape);
    QComboBox combo;
    combo.addItem("i");
    combo.resize(100, 30);
    combo.show();
    QVERIFY(strongest(combo, {80, 5, 16, 20}, base) >= kShape);
}

void TestTheme::wrongFieldsStandOut() {
    apply();
    QLineEdit edit;
    edit.resize(100, 30);
    edit.show();
    const auto border = [&] { return edit.grab().toImage().pixelColor(50, 0); };
    const QColor right = border();
    edit.setProperty("wrong", true);
    edit.style()->unpolish(&edit);
    edit.style()->polish(&edit);
    const QColor wrong = border();
    QVERIFY(wrong != right);
    QVERIFY(wrong.red() > wrong.green() + 60 && wrong.red() > wrong.blue() + 60);
}

/// Not once for each widget around it, which takes seconds for a whole window.
void TestTheme::aChangeDressesAWidgetOnceOrTwice() {
    constexpr int kDepth = 12;
    applyTheme(*qApp, Theme::Dark);
    QWidget window;
    QWidget* around = &window;
    for (int depth = 0; depth < kDepth; ++depth) {
        auto* const inner = new QWidget(around);
        (new QVBoxLayout(around))->addWidget(inner);
        around = inner;
    }
    auto* const edit = new CountingEdit(around);
    (new QVBoxLayout(around))->addWidget(edit);
    window.show();
    edit->dressings = 0;
    applyTheme(*qApp, Theme::Light);
    QVERIFY2(edit->dressings >= 1 && edit->dressings <= 2, qPrintable(QString::number(edit->dressings)));
}

/// Also what was hidden at the change, and what is opened after it.
void TestTheme::aChangedWindowLooksAsIfItWereNew() {
    QFETCH(QString, theme);
    const Theme wanted = themeNamed(theme);
    const Theme other = wanted == Theme::Dark ? Theme::Light : Theme::Dark;
    applyTheme(*qApp, other);
    ManyWidgets changed;
    changed.show();
    changed.dialog.show();
    changed.dialog.hide();
    for (const Theme next : {wanted, other, wanted}) {
        applyTheme(*qApp, next);
    }
    ManyWidgets made;
    made.show();
    for (const int page : {0, 1}) {
        changed.pages.setCurrentIndex(page);
        made.pages.setCurrentIndex(page);
        QCOMPARE(changed.grab().toImage(), made.grab().toImage());
    }
    changed.dialog.show();
    made.dialog.show();
    QCOMPARE(changed.dialog.grab().toImage(), made.dialog.grab().toImage());
    QCOMPARE(changed.menu.grab().toImage(), made.menu.grab().toImage());
    QDialog later(&changed);
    fill(later);
    later.show();
    QCOMPARE(later.grab().toImage(), made.dialog.grab().toImage());
    // And it is the theme that was asked for.
    QCOMPARE(made.grab().toImage().pixelColor(1, 1), paletteOf(wanted).color(QPalette::Window));
    const QWidget& button = *made.findChild<QPushButton*>("primary");
    QCOMPARE(made.grab().toImage().pixelColor(button.mapTo(&made, QPoint(6, 6))),
             paletteOf(wanted).color(QPalette::Highlight));
}

void TestTheme::longWordsCanBeBroken() {
    const QString sentence = "The file image.nii.gz is not there.";
    QCOMPARE(breakable(sentence), sentence);
    const QString path = "/data/" + QString(200, 'x') + "/image.nii.gz";
    const QString broken = breakable(path + "\nis not there.");
    QCOMPARE(QString(broken).remove(QChar(0x200B)), path + "\nis not there.");
    // A label of 300 points holds it.
    QLabel label;
    label.setWordWrap(true);
    label.setText("The file " + path + " is not there.");
    QVERIFY(label.minimumSizeHint().width() > 1000);
    label.setText(breakable(label.text()));
    QVERIFY2(label.minimumSizeHint().width() < 300, qPrintable(QString::number(label.minimumSizeHint().width())));
}

void TestTheme::longNamesDoNotWidenABox() {
    NameBox box(nullptr, 8);
    const int before = box.sizeHint().width();
    const QString name = "half the learning rate, twice the filters, without dropout";
    box.addItems({"short", name});
    box.setCurrentIndex(1);
    QCOMPARE(box.sizeHint().width(), before);
    box.setToolTip("Which run");
    box.resize(before, box.sizeHint().height());
    box.show();
    QHelpEvent help(QEvent::ToolTip, QPoint(5, 5), box.mapToGlobal(QPoint(5, 5)));
    QApplication::sendEvent(&box, &help);
    QCOMPARE(QToolTip::text(), name + "\nWhich run");
    box.showPopup();
    QVERIFY(box.view()->width() >= box.fontMetrics().horizontalAdvance(name));
}

void TestTheme::longNamesDoNotWidenACheckBox() {
    NameCheck box;
    const QString name = "Probability mean, left atrium with its appendage";
    box.setText(name);
    box.setToolTip("Key 3 shows and hides it.");
    QVERIFY2(box.minimumSizeHint().width() < 130, qPrintable(QString::number(box.minimumSizeHint().width())));
    QVERIFY(box.sizeHint().width() > box.fontMetrics().horizontalAdvance(name));
    box.resize(140, box.sizeHint().height());
    box.show();
    QHelpEvent help(QEvent::ToolTip, QPoint(5, 5), box.mapToGlobal(QPoint(5, 5)));
    QApplication::sendEvent(&box, &help);
    QCOMPARE(QToolTip::text(), name + "\nKey 3 shows and hides it.");
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
