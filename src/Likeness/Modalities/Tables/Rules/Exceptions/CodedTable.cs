using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables.Rules.Determined;

namespace Likeness.Modalities.Tables.Rules.Exceptions;

/// <summary>A table whose columns are coded and sorted once for all rules that are tried.</summary>
internal sealed class CodedTable(Table rows)
{
    private const int MaxRows = 20_000;

    private readonly Dictionary<(int Column, ColumnPart? Part), CodedColumn> coded = [];
    private readonly Dictionary<int, SortedNumbers> sorted = [];

    /// <summary>The rows.</summary>
    public Table Rows => rows;

    /// <summary>The rows, or some of them where they are many: these show what most rows do not satisfy.</summary>
    public static Table Some(Table rows) =>
        rows.RowCount <= MaxRows
            ? rows
            : rows.TakeRows(new PhiloxRandom(1, 0).Permutation(rows.RowCount).AsSpan(0, MaxRows));

    /// <summary>The values of a column.</summary>
    public CodedColumn Values(int column) => Get(column, null);

    /// <summary>A part of the calendar of a column of times.</summary>
    public CodedColumn PartOf(int column, ColumnPart part) => Get(column, part);

    /// <summary>The numbers of a column in order.</summary>
    public SortedNumbers Sorted(int column)
    {
        if (!sorted.TryGetValue(column, out var numbers))
        {
            sorted[column] = numbers = SortedNumbers.Create(rows.Column(column));
        }

        return numbers;
    }

    private CodedColumn Get(int column, ColumnPart? part)
    {
        if (!coded.TryGetValue((column, part), out var values))
        {
            values = part is { } one
                ? CodedColumn.Create(
                    Array.ConvertAll(
                        rows.ColumnValues(column),
                        new Converter<double, double>(value =>
                            new ColumnFunction(one, []).Of(value, rows.Columns[column])
                        )
                    )
                )
                : CodedColumn.Create(rows.Column(column));
            coded[(column, part)] = values;
        }

        return values;
    }
}
