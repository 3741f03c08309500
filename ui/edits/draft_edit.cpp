#include "ui/edits/draft_edit.h"

#include "core/store/config_json.h"
#include "ui/edits/edit_ids.h"
#include "ui/settings_fields.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

namespace lab {
namespace {

constexpr qint64 kBurstMs = 1500;

QJsonObject jsonOf(const RunConfig& config) {
    return QJsonDocument::fromJson(QByteArray::fromStdString(toJson(config))).object();
}

/// Keys whose values differ; those of an encoder's own values by their own name.
QStringList differences(const QJsonObject& before, const QJsonObject& after) {
    QStringList keys;
    QStringList all = before.keys();
    for (const QString& key : after.keys())
        if (!before.contains(key))
            all += key;
    for (const QString& key : all) {
        const QJsonValue old = before.value(key), now = after.value(key);
        if (old == now)
            continue;
        if (old.isObject() && now.isObject())
            keys += differences(old.toObject(), now.toObject());
        else
            keys += key;
    }
    return keys;
}

/// What the window calls a setting, inside a sentence.
QString nameOf(const QString& key, const RunConfig& config) {
    if (key == QStringLiteral("data"))
        return QCoreApplication::translate("DraftEdit", "data set");
    if (key == QStringLiteral("encoder"))
        return QCoreApplication::translate("DraftEdit", "encoder");
    if (key == QStringLiteral("sharing"))
        return QCoreApplication::translate("DraftEdit", "parameter sharing");
    for (const SettingsSection section : kAllSettings)
        for (const SettingsField& field : fieldsOf(section, config))
            if (key.toStdString() == field.field)
                return field.label.toLower();
    return key;
}

} // namespace

DraftEdit::DraftEdit(const RunConfig& before, const RunConfig& after, Apply apply)
    : m_before(before),
      m_after(after),
      m_fields(differences(jsonOf(before), jsonOf(after))),
      m_apply(std::move(apply)),
      m_at(QDateTime::currentMSecsSinceEpoch()) {
    setText(
        m_fields.size() == 1
            ? QCoreApplication::translate("DraftEdit", "change of %1").arg(nameOf(m_fields.front(), after))
            : QCoreApplication::translate("DraftEdit", "change of settings"));
}

int DraftEdit::id() const {
    return static_cast<int>(EditId::Draft);
}

bool DraftEdit::mergeWith(const QUndoCommand* next) {
    const auto& other = static_cast<const DraftEdit&>(*next);
    if (m_fields.size() != 1 || other.m_fields != m_fields || other.m_at - m_at > kBurstMs)
        return false;
    m_after = other.m_after;
    m_at = other.m_at;
    setObsolete(m_after == m_before);
    return true;
}

} // namespace lab
