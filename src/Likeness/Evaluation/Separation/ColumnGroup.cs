using Likeness.Data;

namespace Likeness.Evaluation.Separation;

/// <summary>Columns of <see cref="EvaluationData.Split"/> that are one column of the data: itself, its codes, and what the calendar says of it.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Columns">Their places.</param>
/// <param name="Parts">The places of parts of the calendar, by name.</param>
internal sealed record ColumnGroup(string Name, int[] Columns, IReadOnlyList<(string Name, int Column)> Parts)
{
    /// <summary>The columns of the compared rows.</summary>
    /// <param name="data">The rows.</param>
    public static IReadOnlyList<ColumnGroup> Rows(EvaluationData data)
    {
        string[] names = [.. data.Train.Columns.Select(column => column.Name)];
        return
        [
            .. Enumerable
                .Range(0, names.Length)
                .GroupBy(column => Base(names[column], names), StringComparer.Ordinal)
                .Select(own => Create(own.Key, [.. own], data)),
        ];
    }

    /// <summary>A group with the parts of its times.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="columns">Places of columns of the rows.</param>
    /// <param name="data">The rows.</param>
    public static ColumnGroup Create(string name, int[] columns, EvaluationData data)
    {
        var parts = CalendarColumns
            .Parts(data)
            .Index()
            .Where(one => columns.Contains(one.Item.Column))
            .Select(one => (one.Item.Name, data.Train.Width + one.Index))
            .ToList();
        return new(name, [.. columns, .. parts.Select(part => part.Item2)], parts);
    }

    // The codes of a column of numbers are a further column.
    private static string Base(string name, string[] names) =>
        name.EndsWith(NumberCodes.Suffix, StringComparison.Ordinal)
        && name[..^NumberCodes.Suffix.Length] is var own
        && names.Contains(own)
            ? own
            : name;
}
