#include "ui/settings_form.h"

#include "ui/format.h"
#include "ui/look.h"
#include "ui/views/look_label.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLabel>
#include <QScopedValueRollback>

#include <algorithm>

namespace lab {

SettingsForm::SettingsForm(const Look& look, QWidget* parent)
    : QWidget(parent), m_look(look), m_grid(new QGridLayout(this)) {
    m_grid->setContentsMargins(look.u(3.5), 0, look.u(3.5), look.u(1));
    m_grid->setHorizontalSpacing(look.u(3));
    m_grid->setVerticalSpacing(look.u(0.5));
    m_grid->setColumnStretch(0, 1);
    createModel();
    createTraining();
    int width = 0; // one width for all fields, that of the longest choice
    for (const Row& row : m_rows)
        width = std::max(width, row.editor->sizeHint().width());
    for (const Row& row : m_rows)
        row.editor->setFixedWidth(std::max(width, look.u(24)));
}

void SettingsForm::createModel() {
    addNumber({"dim", tr("Width"), tr("Numbers in the vector of a token; the heads share them"), 4, 1024, 16,
               [](const RunConfig& c) { return c.model.dim; }, [](RunConfig& c, int v) { c.model.dim = v; }});
    addNumber({"heads", tr("Heads"), tr("Parallel attentions; their number must divide the width"), 1, 64, 1,
               [](const RunConfig& c) { return c.model.heads; },
               [](RunConfig& c, int v) { c.model.heads = v; }});
    addNumber({"layers", tr("Layers"), tr("Attention and feed-forward blocks, one after the other"), 1, 12, 1,
               [](const RunConfig& c) { return c.model.layers; },
               [](RunConfig& c, int v) { c.model.layers = v; }});
    addNumber({"ffn", tr("Feed-forward width"), tr("Inner width of the feed-forward block"), 1, 4096, 32,
               [](const RunConfig& c) { return c.model.ffn; }, [](RunConfig& c, int v) { c.model.ffn = v; }});
    addChoice({"scores",
               tr("Scores"),
               tr("What a head's score reads: the whole row (authors' code) or its own slice (paper)"),
               {tr("across heads"), tr("per head")},
               [](const RunConfig& c) { return static_cast<int>(c.model.scores); },
               [](RunConfig& c, int v) { c.model.scores = static_cast<Scores>(v); }});
    addChoice({"interaction",
               tr("Interaction"),
               tr("How the global vector g meets a token's vector t"),
               {tr("product"), tr("sum"), tr("concat")},
               [](const RunConfig& c) { return static_cast<int>(c.model.interaction); },
               [](RunConfig& c, int v) { c.model.interaction = static_cast<Interaction>(v); }});
    addDropout();
    addNumber({"max_length", tr("Tokens at most"), tr("A longer text is cut"), 1, 65536, 16,
               [](const RunConfig& c) { return c.model.maxLength; },
               [](RunConfig& c, int v) { c.model.maxLength = v; }});
}

void SettingsForm::createTraining() {
    addNumber({"epochs", tr("Epochs"), tr("How often each training text is seen"), 1, 1000, 1,
               [](const RunConfig& c) { return static_cast<int>(c.train.epochs); },
               [](RunConfig& c, int v) { c.train.epochs = v; }});
    addNumber({"batch", tr("Batch, texts"), tr("Texts in one step"), 1, 4096, 8,
               [](const RunConfig& c) { return c.train.batch; },
               [](RunConfig& c, int v) { c.train.batch = v; }});
    addNumber({"seed", tr("Seed"), tr("The same seed and settings give the same run to the last bit"), 0,
               1000000, 1, [](const RunConfig& c) { return static_cast<int>(c.train.seed); },
               [](RunConfig& c, int v) { c.train.seed = static_cast<std::uint64_t>(v); }});
}

void SettingsForm::addNumber(const Number& number) {
    auto* spin = new QSpinBox(this);
    spin->setRange(number.least, number.most);
    spin->setSingleStep(number.step);
    spin->setKeyboardTracking(false);
    connect(spin, &QSpinBox::valueChanged, this,
            [this, set = number.set](int value) { edit([&](RunConfig& config) { set(config, value); }); });
    addRow(
        number.field, number.label, number.help, spin,
        [get = number.get](const RunConfig& config) { return formatCount(get(config)); },
        [get = number.get, spin](const RunConfig& config) { spin->setValue(get(config)); });
}

void SettingsForm::addChoice(const Choice& choice) {
    auto* combo = new QComboBox(this);
    combo->addItems(choice.texts);
    connect(combo, &QComboBox::currentIndexChanged, this,
            [this, set = choice.set](int value) { edit([&](RunConfig& config) { set(config, value); }); });
    addRow(
        choice.field, choice.label, choice.help, combo,
        [get = choice.get, texts = choice.texts](const RunConfig& config) {
            return texts.value(get(config));
        },
        [get = choice.get, combo](const RunConfig& config) { combo->setCurrentIndex(get(config)); });
}

void SettingsForm::addDropout() {
    auto* spin = new QDoubleSpinBox(this);
    spin->setRange(0, 0.9);
    spin->setSingleStep(0.05);
    spin->setDecimals(2);
    spin->setKeyboardTracking(false);
    connect(spin, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        edit([&](RunConfig& config) { config.model.dropout = static_cast<float>(value); });
    });
    addRow(
        "dropout", tr("Dropout"), tr("Share of numbers set to 0 while training"), spin,
        [](const RunConfig& config) { return formatTick(config.model.dropout); },
        [spin](const RunConfig& config) { spin->setValue(config.model.dropout); });
}

void SettingsForm::addRow(const char* field, const QString& label, const QString& help, QWidget* editor,
                          std::function<QString(const RunConfig&)> text,
                          std::function<void(const RunConfig&)> load) {
    const int line = static_cast<int>(m_rows.size()) * 2;
    auto* name = new LookLabel(m_look, Type::Body, Role::Muted, label, this);
    auto* value = new LookLabel(m_look, Type::Body, Role::Text, {}, this);
    auto* problem = new LookLabel(m_look, Type::Axis, Role::Negative, {}, this);
    problem->setWordWrap(true);
    problem->hide();
    name->setBuddy(editor);
    for (QWidget* each : std::initializer_list<QWidget*>{name, value, editor})
        each->setToolTip(help);
    editor->setObjectName(QStringLiteral("field_") + QString::fromLatin1(field));
    editor->setAccessibleName(label);
    editor->setFocusPolicy(Qt::StrongFocus);
    editor->installEventFilter(this);
    editor->setFixedHeight(m_look.u(5.5));
    value->setMinimumHeight(m_look.u(5.5));
    m_grid->addWidget(name, line, 0);
    m_grid->addWidget(editor, line, 1);
    m_grid->addWidget(value, line, 1, Qt::AlignRight | Qt::AlignVCenter);
    m_grid->addWidget(problem, line + 1, 0, 1, 2);
    m_rows.push_back({field, name, editor, value, problem, std::move(text), std::move(load)});
}

bool SettingsForm::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Wheel && !static_cast<QWidget*>(watched)->hasFocus()) {
        event->ignore();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void SettingsForm::edit(const std::function<void(RunConfig&)>& change) {
    if (m_loading)
        return;
    change(m_config);
    emit edited(m_config);
}

void SettingsForm::show(const RunConfig& config, bool locked, const std::set<std::string>& open) {
    const QScopedValueRollback loading(m_loading, true);
    m_config = config;
    for (const Row& row : m_rows) {
        row.load(config);
        row.value->setText(row.text(config));
        const bool fixed = locked && !open.contains(row.field);
        row.editor->setVisible(!fixed);
        row.value->setVisible(fixed);
    }
}

// The core names settings by their flags; here they have labels.
QString SettingsForm::inWords(QString message) const {
    for (const Row& row : m_rows) {
        const QString flag = QStringLiteral("--") + QString::fromLatin1(row.field).replace(u'_', u'-');
        message.replace(flag, static_cast<const QLabel*>(row.label)->text().toLower());
    }
    return message;
}

void SettingsForm::setProblems(const std::vector<ConfigProblem>& problems) {
    for (const Row& row : m_rows) {
        const auto found = std::find_if(problems.begin(), problems.end(),
                                        [&](const ConfigProblem& each) { return each.field == row.field; });
        row.problem->setVisible(found != problems.end());
        if (found != problems.end())
            row.problem->setText(inWords(QString::fromStdString(found->message)));
    }
}

} // namespace lab
