namespace Likeness.Modalities.Tables;

/// <summary>How tables are encoded.</summary>
/// <param name="FindsRules">Whether rules are found, and kept in samples.</param>
/// <param name="Protects">Whether rare levels and extreme numbers are kept out of samples.</param>
public sealed record TableSettings(bool FindsRules = true, bool Protects = true);
