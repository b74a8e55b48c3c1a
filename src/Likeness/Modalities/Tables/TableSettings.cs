namespace Likeness.Modalities.Tables;

/// <summary>How tables are encoded.</summary>
/// <param name="FindsRules">Whether rules are found, and kept in samples.</param>
/// <param name="Protects">Whether rare levels and extreme numbers are kept out of samples.</param>
/// <param name="Rules">The rules of a schema, instead of those that are found; null to find them.</param>
public sealed record TableSettings(bool FindsRules = true, bool Protects = true, IReadOnlyList<string>? Rules = null);
