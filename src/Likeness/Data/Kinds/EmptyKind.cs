namespace Likeness.Data.Kinds;

/// <summary>A column without any value, which is not learned: every cell is missing.</summary>
public sealed record EmptyKind : ColumnKind
{
    /// <inheritdoc/>
    public override string Name => "empty";

    /// <inheritdoc/>
    public override bool IsLearned => false;

    /// <inheritdoc/>
    public override bool TryRead(ReadOnlySpan<char> text, out double value)
    {
        value = double.NaN;
        return false;
    }

    /// <inheritdoc/>
    public override string Write(double value) => "";
}
