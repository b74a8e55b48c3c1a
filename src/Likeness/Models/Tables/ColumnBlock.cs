namespace Likeness.Models.Tables;

/// <summary>The features of one column: a number, or one-hot levels, or both (the place in a mode, and the mode).</summary>
/// <param name="Start">The first feature.</param>
/// <param name="HasNumber">Whether the first feature is a number.</param>
/// <param name="Levels">The number of one-hot features after it.</param>
internal sealed record ColumnBlock(int Start, bool HasNumber, int Levels)
{
    /// <summary>The first one-hot feature.</summary>
    public int FirstLevel => Start + (HasNumber ? 1 : 0);

    /// <summary>The number of features.</summary>
    public int Width => (HasNumber ? 1 : 0) + Levels;

    /// <summary>Whether the column is a category.</summary>
    public bool IsCategory => !HasNumber;
}
