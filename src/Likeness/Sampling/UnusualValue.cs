namespace Likeness.Sampling;

/// <summary>The values of a row that do not fit its others.</summary>
/// <param name="Columns">Their columns, the most unusual one first.</param>
/// <param name="Value">The value in the first of these.</param>
/// <param name="Expected">What the model expects there, given the rest of the row: the range of nine values of ten, or the most probable level.</param>
public sealed record UnusualValue(IReadOnlyList<string> Columns, string Value, string Expected);
