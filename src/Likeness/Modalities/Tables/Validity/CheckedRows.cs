using Likeness.Data;

namespace Likeness.Modalities.Tables.Validity;

/// <summary>The rows of which the validity is measured.</summary>
/// <param name="Known">Real rows whose values and rules are known: those of training, or the real rows without them.</param>
/// <param name="Test">Real rows that are not among them; null for none.</param>
/// <param name="Generated">The generated rows.</param>
internal sealed record CheckedRows(Table Known, Table? Test, Table Generated);
