using Likeness.Data.Kinds;

namespace Likeness.Data.Typed;

/// <summary>A column of a source that has types, such as a Parquet file or a database: numbers, or indices of texts.</summary>
internal sealed class TypedColumn
{
    /// <summary>Wraps numbers, times, durations or booleans.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="storage">The source's type, in its own words.</param>
    /// <param name="kind">The kind that the type says.</param>
    /// <param name="values">One number per row; NaN for a missing value. Not changed afterwards by the caller.</param>
    public TypedColumn(string name, string storage, ColumnKind kind, double[] values) =>
        (Name, Storage, Kind, Values) = (name, storage, kind, values);

    /// <summary>Wraps texts, whose kind follows from them.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="storage">The source's type, in its own words.</param>
    /// <param name="codes">One index of a text per row; −1 for a missing value.</param>
    /// <param name="texts">The texts.</param>
    public TypedColumn(string name, string storage, int[] codes, IReadOnlyList<string> texts) =>
        (Name, Storage, Codes, Texts) = (name, storage, codes, texts);

    /// <summary>The column's name.</summary>
    public string Name { get; }

    /// <summary>The source's type, in its own words, such as <c>int32</c>.</summary>
    public string Storage { get; }

    /// <summary>The kind of the numbers; null for texts.</summary>
    public ColumnKind? Kind { get; }

    /// <summary>One number per row; empty for texts.</summary>
    public double[] Values { get; } = [];

    /// <summary>One index of a text per row, −1 if missing; empty for numbers.</summary>
    public int[] Codes { get; } = [];

    /// <summary>The texts; empty for numbers.</summary>
    public IReadOnlyList<string> Texts { get; } = [];

    /// <summary>The number of rows.</summary>
    public int RowCount => Kind is null ? Codes.Length : Values.Length;

    /// <summary>The text of a cell; null for a missing value.</summary>
    public string? Text(int row) =>
        Kind is null ? (Codes[row] < 0 ? null : Texts[Codes[row]])
        : double.IsNaN(Values[row]) ? null
        : Kind.Write(Values[row]);
}
