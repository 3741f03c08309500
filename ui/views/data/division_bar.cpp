#include "ui/views/data/division_bar.h"

#include "ui/look/look.h"
#include "ui/views/controls/flow_layout.h"
#include "ui/views/controls/look_label.h"

#include <QSignalBlocker>
#include <QSpinBox>

#include <algorithm>

namespace lab {
namespace {

constexpr int kAll = 100; // per cent
constexpr int kStep = 5;

double share(int percent) {
    return static_cast<double>(percent) / kAll;
}

} // namespace

DivisionBar::DivisionBar(const Look& look, QWidget* parent) : QWidget(parent), m_look(look) {
    setObjectName(QStringLiteral("sourceDivision"));
    auto* row = new FlowLayout(this, look.u(2), look.u(1));
    row->setContentsMargins(0, 0, 0, 0);
    m_validation = addShare("validationShare", tr("Validation"));
    m_test = addShare("testShare", tr("Test"));
    connect(m_validation, &QSpinBox::valueChanged, this,
            [this](int value) { take(m_validationWish, value); });
    connect(m_test, &QSpinBox::valueChanged, this, [this](int value) { take(m_testWish, value); });
    m_rest = new LookLabel(look, Type::Secondary, Role::Muted, {}, this);
    m_rest->setObjectName(QStringLiteral("divisionRest"));
    m_rest->setElided(true);
    row->addWidget(m_rest);
    follow();
}

QSpinBox* DivisionBar::addShare(const char* name, const QString& title) {
    auto* label = new LookLabel(m_look, Type::Secondary, Role::Muted, title, this);
    auto* box = new QSpinBox(this);
    box->setObjectName(QLatin1String(name));
    box->setAccessibleName(tr("Share of the part %1").arg(title));
    box->setRange(0, kAll - 1);
    box->setSingleStep(kStep);
    box->setSuffix(QStringLiteral(" %"));
    layout()->addWidget(together(m_look, {label, box}, this));
    return box;
}

void DivisionBar::take(int& wish, int value) {
    wish = value;
    follow();
    emit changed();
}

void DivisionBar::begin(const DataLibrary::Division& division, bool testApart) {
    m_testApart = testApart;
    m_test->parentWidget()->setVisible(!testApart); // with its title
    m_validationWish = division.validation;
    m_testWish = division.test;
    setOwn(division.ownTest, division.ownValidation);
}

DataLibrary::Division DivisionBar::division() const {
    return {m_validationWish, m_testWish, m_ownTest, m_ownValidation};
}

void DivisionBar::setOwn(bool ownTest, bool ownValidation) {
    m_ownTest = ownTest;
    m_ownValidation = ownValidation;
    m_validationWish = std::min(m_validationWish, kAll - 1 - wishedTest());
    follow();
}

int DivisionBar::wishedTest() const {
    return m_testApart || m_ownTest ? 0 : m_testWish;
}

int DivisionBar::trained() const {
    return kAll - m_validationWish - wishedTest();
}

/// Some rows must be left to train on.
void DivisionBar::follow() {
    showShare(m_validation, m_validationWish, kAll - 1 - wishedTest(),
              m_ownValidation
                  ? tr("The source says which rows validate: none are drawn")
                  : tr("Share of the rows that is measured after each epoch; 0 = the data set has none"),
              m_ownValidation);
    QString why = tr("Share of the rows that is measured once, at the end; 0 = the data set has none");
    if (m_ownTest)
        why = tr("The source says which rows are for the test: none are drawn");
    else if (m_ownValidation)
        why = tr("Nothing is drawn from a source that says which rows validate: it has no test part");
    showShare(m_test, m_testWish, kAll - 1 - m_validationWish, why, m_ownTest || m_ownValidation);
    if (m_ownValidation && !m_ownTest)
        m_test->setSpecialValueText(tr("none"));
    m_rest->setText(restInWords());
}

void DivisionBar::showShare(QSpinBox* box, int wish, int most, const QString& tip, bool decided) {
    const QSignalBlocker quiet(box);
    box->setSpecialValueText(decided ? tr("as the source says") : tr("none"));
    box->setMaximum(most);
    box->setValue(decided ? 0 : wish);
    box->setEnabled(!decided);
    box->setToolTip(tip);
}

QString DivisionBar::restInWords() const {
    if (m_ownValidation)
        return m_ownTest ? tr("Nothing is drawn: the source says which rows validate and test.")
                         : tr("Nothing is drawn: the source says which rows validate, and has none to test.");
    if (trained() == kAll)
        return tr("Nothing is drawn: every row trains that the source gives no other part.");
    if (m_ownTest)
        return tr("The source says which rows test; of the others %1 % train.").arg(trained());
    return tr("Drawn where the source has no validation rows; the other %1 % train.").arg(trained());
}

void DivisionBar::writeTo(DataConfig& config) const {
    config.trainShare = share(trained());
    config.validationShare = share(m_validationWish);
    config.testShare = share(wishedTest());
}

} // namespace lab
