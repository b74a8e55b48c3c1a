using Likeness.Data.Json;
using Likeness.Data.Kinds;
using Likeness.Data.Ranks;
using Likeness.Data.Recurrences;
using Likeness.Data.Times;

namespace Likeness.Data;

/// <summary>A column of a <see cref="Table"/>: its name, its kind and, if one was detected or declared, its grid.</summary>
/// <param name="Name">The header's name, or x0, x1, … if the file has none.</param>
/// <param name="Grid">The grid of the column's values, or null for a continuous column.</param>
public sealed record Column(string Name, Grid? Grid = null)
{
    /// <summary>What the cells stand for; numbers by default.</summary>
    public ColumnKind Kind { get; init; } = NumberKind.Default;

    /// <summary>The text of a missing value in the file; null if no value is missing.</summary>
    public string? Missing { get; init; }

    /// <summary>The type of the column in the source, in the source's own words, such as <c>int32</c> or <c>numeric(10,2)</c>; null for text files.</summary>
    internal string? Storage { get; init; }

    /// <summary>Where JSON objects have the column's values; null where the name is the key.</summary>
    internal JsonPlace? Place { get; init; }

    /// <summary>How decimals follow from another column; null where all numbers have the same, or as many as they need.</summary>
    internal LevelDecimals? DecimalsBy { get; init; }

    /// <summary>Which rows a panel has whose times these are; null where they are none.</summary>
    internal PanelRows? Panel { get; init; }

    /// <summary>What goes on from the row before in this column and others, at the first of these; null where nothing does.</summary>
    internal RunningColumns? Running { get; init; }

    /// <summary>Of which column of all rows these are the ranks; null where they are none.</summary>
    internal RankedColumn? Rank { get; init; }

    /// <summary>The columns of the file that hold these times together, behind which this one stands; null for a column of the file.</summary>
    internal TimeParts? Parts { get; init; }

    /// <summary>Texts that stand in place of numbers; null for none.</summary>
    internal NumberCodes? Codes { get; init; }

    /// <summary>How far new values may exceed a detected grid, in steps; 0 for a declared grid.</summary>
    internal RangeMargin Margin { get; init; }

    /// <summary>The text of a cell, as the file writes it.</summary>
    /// <param name="value">The cell; NaN for a missing value.</param>
    public string Write(double value) =>
        !double.IsNaN(value) ? Kind.Write(value)
        : Codes?.CodeOf(value) is >= 0 and var code ? Codes.Text(code)
        : Missing ?? "";

    /// <summary>Whether a cell has neither a value nor the code of one.</summary>
    internal bool IsMissing(double value) => double.IsNaN(value) && Codes?.IsValue(value) != true;
}
