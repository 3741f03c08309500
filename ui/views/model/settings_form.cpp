#include "ui/views/model/settings_form.h"

#include "ui/look/look.h"
#include "ui/views/controls/file_field.h"
#include "ui/views/controls/look_label.h"
#include "ui/views/controls/section_header.h"
#include "ui/views/controls/short_spin.h"
#include "ui/words/core_sentences.h"
#include "ui/words/format.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QScopedValueRollback>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace lab {

SettingsForm::SettingsForm(const Look& look, QString prefix, std::vector<SettingsSection> sections,
                           QWidget* parent)
    : QWidget(parent), m_look(look), m_prefix(std::move(prefix)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, look.u(1));
    column->setSpacing(0);
    for (const SettingsSection section : sections) {
        auto* header = new SectionHeader(look, titleOf(section), SectionHeader::Place::Properties, this);
        auto* rows = new QWidget(this);
        column->addWidget(header);
        column->addWidget(rows);
        m_blocks.push_back({section, header, rows});
    }
    column->addStretch(1);
    for (const Block& block : m_blocks)
        createRows(block);
    alignEditors();
}

void SettingsForm::createRows(const Block& block) {
    auto* grid = new QGridLayout(block.rows);
    grid->setContentsMargins(m_look.u(3.5), 0, m_look.u(3.5), m_look.u(1));
    grid->setHorizontalSpacing(m_look.u(3));
    grid->setVerticalSpacing(m_look.u(0.5));
    grid->setColumnStretch(0, 1);
    grid->setColumnMinimumWidth(0, m_look.u(20));
    const auto fields = fieldsOf(block.section, m_config);
    for (const SettingsField& field : fields)
        addRow(block, field);
    block.header->setVisible(!fields.empty());
    block.rows->setVisible(!fields.empty());
}

/// The rows that an encoder brings with it are made anew for another encoder.
void SettingsForm::rebuild(const RunConfig& config) {
    m_encoder = config.model.encoder;
    for (Block& block : m_blocks) {
        if (block.section != SettingsSection::Encoder && block.section != SettingsSection::Essentials)
            continue;
        std::erase_if(m_rows, [&](const Row& row) { return row.editor->parentWidget() == block.rows; });
        auto* fresh = new QWidget(this);
        layout()->replaceWidget(block.rows, fresh);
        block.rows->hide();
        block.rows->setParent(nullptr); // its fields must not be found any more
        block.rows->deleteLater();
        block.rows = fresh;
        createRows(block);
    }
    alignEditors();
}

void SettingsForm::alignEditors() {
    int width = m_look.u(24); // one width for all fields, that of the longest choice
    for (const Row& row : m_rows)
        if (row.field.kind != SettingsField::Kind::File)
            width = std::max(width, row.editor->sizeHint().width());
    for (const Row& row : m_rows)
        row.editor->setFixedWidth(width);
}

void SettingsForm::addRow(const Block& block, const SettingsField& field) {
    auto* grid = static_cast<QGridLayout*>(block.rows->layout());
    const int line = grid->rowCount();
    Row row{field,
            new LookLabel(m_look, Type::Body, Role::Muted, field.label, block.rows),
            nullptr,
            new LookLabel(m_look, Type::Body, Role::Text, {}, block.rows),
            new LookLabel(m_look, Type::Axis, Role::Negative, {}, block.rows),
            {},
            field.help};
    row.editor = makeEditor(field, block.rows, row);
    row.problem->setWordWrap(true);
    row.problem->hide();
    auto* label = static_cast<LookLabel*>(row.label);
    label->setBuddy(row.editor);
    label->setYielding();
    label->setToolTip(field.label + QStringLiteral(": ") + field.help);
    for (QWidget* each : std::initializer_list<QWidget*>{row.value, row.editor})
        each->setToolTip(field.help);
    row.editor->setObjectName(m_prefix + QString::fromStdString(field.field));
    row.editor->setAccessibleName(field.label);
    row.editor->setAccessibleDescription(field.help);
    row.editor->setFocusPolicy(Qt::StrongFocus);
    row.editor->installEventFilter(this);
    row.editor->setFixedHeight(m_look.u(5.5));
    row.value->setMinimumHeight(m_look.u(5.5));
    row.value->hide();
    grid->addWidget(row.label, line, 0);
    grid->addWidget(row.editor, line, 1);
    grid->addWidget(row.value, line, 1, Qt::AlignRight | Qt::AlignVCenter);
    grid->addWidget(row.problem, line + 1, 0, 1, 2);
    m_rows.push_back(std::move(row));
}

QWidget* SettingsForm::makeEditor(const SettingsField& field, QWidget* parent, Row& row) {
    switch (field.kind) {
    case SettingsField::Kind::Integer:
        return makeInteger(field, parent, row);
    case SettingsField::Kind::Real:
        return makeReal(field, parent, row);
    case SettingsField::Kind::Choice:
        return makeChoice(field, parent, row);
    case SettingsField::Kind::Switch:
        return makeSwitch(field, parent, row);
    case SettingsField::Kind::File:
        break;
    }
    return makeFile(field, parent, row);
}

QWidget* SettingsForm::makeInteger(const SettingsField& field, QWidget* parent, Row& row) {
    auto* spin = new QSpinBox(parent);
    spin->setRange(static_cast<int>(field.least), static_cast<int>(field.most));
    spin->setSingleStep(static_cast<int>(field.step));
    spin->setSpecialValueText(field.least == 0 ? field.zero : QString());
    spin->setKeyboardTracking(false);
    connect(spin, &QSpinBox::valueChanged, this, [this, field](int value) { edit(field, value); });
    row.load = [get = field.get, spin](const RunConfig& config) {
        spin->setValue(static_cast<int>(std::llround(get(config).toDouble())));
    };
    return spin;
}

QWidget* SettingsForm::makeReal(const SettingsField& field, QWidget* parent, Row& row) {
    auto* spin = new ShortSpin(parent);
    spin->setRange(field.least, field.most);
    if (field.step > 0)
        spin->setSingleStep(field.step);
    else
        spin->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    spin->setSpecialValueText(field.zero);
    spin->setKeyboardTracking(false);
    connect(spin, &QDoubleSpinBox::valueChanged, this, [this, field](double value) { edit(field, value); });
    row.load = [get = field.get, spin](const RunConfig& config) {
        const double value = get(config).toDouble(); // a run may have been trained with one beyond the usual
        spin->setRange(std::min(spin->minimum(), value), std::max(spin->maximum(), value));
        spin->setValue(value);
    };
    return spin;
}

QWidget* SettingsForm::makeChoice(const SettingsField& field, QWidget* parent, Row& row) {
    auto* combo = new QComboBox(parent);
    combo->addItems(field.choices);
    connect(combo, &QComboBox::currentIndexChanged, this, [this, field](int value) { edit(field, value); });
    row.load = [get = field.get, combo](const RunConfig& config) {
        combo->setCurrentIndex(get(config).toInt());
    };
    return combo;
}

QWidget* SettingsForm::makeSwitch(const SettingsField& field, QWidget* parent, Row& row) {
    auto* box = new QCheckBox(parent);
    connect(box, &QCheckBox::toggled, this, [this, field](bool on) { edit(field, on); });
    row.load = [get = field.get, box](const RunConfig& config) { box->setChecked(get(config).toBool()); };
    return box;
}

QWidget* SettingsForm::makeFile(const SettingsField& field, QWidget* parent, Row& row) {
    auto* file = new FileField(m_look, field.zero, parent);
    connect(file, &FileField::chosen, this, [this, field](const QString& path) { edit(field, path); });
    row.load = [get = field.get, file](const RunConfig& config) { file->setPath(get(config).toString()); };
    return file;
}

bool SettingsForm::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Wheel && !static_cast<QWidget*>(watched)->hasFocus()) {
        event->ignore();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void SettingsForm::edit(const SettingsField& field, const QVariant& value) {
    if (m_loading)
        return;
    field.set(m_config, value);
    emit edited(m_config);
}

void SettingsForm::show(const RunConfig& config, bool locked, const std::set<std::string>& open) {
    const QScopedValueRollback loading(m_loading, true);
    m_config = config;
    if (m_encoder != config.model.encoder)
        rebuild(config);
    for (const Row& row : m_rows) {
        row.load(config);
        const QString why = row.field.whyDisabled ? row.field.whyDisabled(config) : QString();
        const bool decided = !why.isEmpty() && !row.field.decided.isEmpty();
        const bool fixed = decided || (locked && !open.contains(row.field.field));
        row.value->setText(decided ? row.field.decided : textOf(row.field, config));
        row.value->setToolTip(decided ? why : row.help);
        row.editor->setVisible(!fixed);
        row.value->setVisible(fixed);
        row.editor->setEnabled(why.isEmpty());
        row.editor->setToolTip(why.isEmpty() ? row.help : why);
    }
}

void SettingsForm::setNote(const QString& note) {
    m_blocks.front().header->setNote(note);
}

void SettingsForm::setProblems(const std::vector<ConfigProblem>& problems) {
    for (const Row& row : m_rows) {
        const auto found = std::find_if(problems.begin(), problems.end(), [&](const ConfigProblem& each) {
            return each.field == row.field.field;
        });
        row.problem->setVisible(found != problems.end());
        if (found != problems.end())
            row.problem->setText(inWords(coreSentence(QString::fromStdString(found->message)), m_config));
    }
}

} // namespace lab
