using Likeness.Data;

namespace Likeness.Modalities.Tables.Rules.Exceptions;

/// <summary>All rows, and some of them, which rule most candidates out.</summary>
internal sealed class SearchedTable
{
    /// <summary>Searches rows.</summary>
    public SearchedTable(Table rows)
    {
        var some = CodedTable.Some(rows);
        All = new(rows);
        Some = ReferenceEquals(some, rows) ? All : new(some);
        Choices = 2 * Math.Log(rows.Width);
    }

    /// <summary>All rows.</summary>
    public CodedTable All { get; }

    /// <summary>Some rows.</summary>
    public CodedTable Some { get; }

    /// <summary>All rows as a table.</summary>
    public Table Rows => All.Rows;

    /// <summary>The logarithm of the number of pairs of columns.</summary>
    public double Choices { get; }
}
