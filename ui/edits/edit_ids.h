#pragma once

namespace lab {

/// QUndoCommand::id of the edits that can swallow the next one of their kind.
enum class EditId { Draft = 1, Probes };

} // namespace lab
