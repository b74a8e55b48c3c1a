using System.Text.Json.Serialization;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Recurrences;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Subjects;

namespace Likeness.Modalities.Tables.Panels;

/// <summary>
/// The columns of a panel that go on from the row before of their series, where models know from what: an opening stock from the closing one of the day before. Of later rows they learn what is added.
/// </summary>
/// <param name="All">What goes on.</param>
/// <param name="Changes">What goes on by what it adds, where rules restore it from other columns: that is the difference.</param>
internal sealed record PanelRecurrences(IReadOnlyList<RowRecurrence> All, IReadOnlyList<RowRecurrence> Changes)
{
    private const string Suffix = ", goes on from";
    private const string EndSuffix = ", at the end";

    /// <summary>None.</summary>
    public static PanelRecurrences None { get; } = new([], []);

    /// <summary>Whether nothing goes on.</summary>
    [JsonIgnore]
    public bool IsEmpty => All.Count + Changes.Count == 0;

    /// <summary>The steps of the columns, from what they go on.</summary>
    [JsonIgnore]
    public IEnumerable<SubjectStep> Steps =>
        All.Select(one => new SubjectStep(one.Column, one.Column + Suffix, 1, null));

    /// <summary>Those of a table; null where not all that goes on are numbers that models see, or follow from these.</summary>
    /// <param name="running">What goes on.</param>
    /// <param name="encoded">Training rows as the rules leave them.</param>
    /// <param name="rules">The rules.</param>
    public static PanelRecurrences? Find(RunningColumns running, Table encoded, IReadOnlyList<TableRule> rules)
    {
        var own = running.All.ToLookup(one => !IsReplaced(one.Column));
        return
            running.All.All(IsPlain)
            && own[true].All(one => IsNumber(one.Column))
            && own[false]
                .All(one => one.Terms.Count == 1 && IsNumber(one.Terms[0].Column) && !IsReplaced(one.Terms[0].Column))
            ? new([.. own[true]], [.. own[false]])
            : null;

        bool IsReplaced(string name) => rules.Any(rule => rule.Replaces && rule.Column == name);
        bool IsNumber(string name) =>
            encoded.Columns.Any(column => column.Name == name && column is { Kind: NumberKind, Codes: null });
    }

    private static bool IsPlain(RowRecurrence one) =>
        one is { IsTime: false, Months: 0, Initial: null, RestartsBy: null, BeginsMissing: false, MayBeMissing: false };

    /// <summary>Whether a column says from what a row goes on.</summary>
    public bool Is(string column) => All.Any(one => one.Column + Suffix == column);

    /// <summary>Encoded rows, and what they end with, from which the next ones go on.</summary>
    /// <param name="encoded">Rows as the rules leave them.</param>
    /// <param name="rows">The same rows with the columns of the data.</param>
    public Table WithEnds(Table encoded, Table rows)
    {
        if (All.Count == 0)
        {
            return encoded;
        }

        var cells = new NamedCells(rows);
        string[] ends = [.. All.Select(one => one.Previous).Distinct()];
        return Table
            .FromColumns(
                [.. encoded.Columns, .. ends.Select(name => new Column(name + EndSuffix) { Missing = "" })],
                [
                    .. Enumerable.Range(0, encoded.Width).Select(encoded.ColumnValues),
                    .. ends.Select(name => cells[name]),
                ],
                encoded.Picture
            )
            .WrittenAs(encoded.Dialect);
    }

    /// <summary>Rows without what they end with.</summary>
    /// <param name="encoded">What <see cref="WithEnds"/> made of them.</param>
    public Table WithoutEnds(Table encoded) =>
        encoded.WithColumns(name => !All.Any(one => one.Previous + EndSuffix == name));

    /// <summary>From what rows go on.</summary>
    /// <param name="source">The rows before, with what they end with; null for none.</param>
    /// <param name="before">The place of each row's row before among these; −1 where there is none.</param>
    public IEnumerable<(string Name, RowRecurrence One, double[] Cells)> From(Table? source, int[] before)
    {
        var cells = source is null ? null : new NamedCells(source);
        foreach (var one in All)
        {
            double[]? ends = cells?[one.Previous + EndSuffix];
            yield return (
                one.Column + Suffix,
                one,
                Array.ConvertAll(before, row => row < 0 || ends is null ? double.NaN : ends[row] + one.Constant)
            );
        }
    }

    /// <inheritdoc/>
    public bool Equals(PanelRecurrences? other) =>
        other is not null && All.SequenceEqual(other.All) && Changes.SequenceEqual(other.Changes);

    /// <inheritdoc/>
    public override int GetHashCode() => All.Count;
}
