using System.Text.Json.Serialization;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Recurrences;
using Likeness.Modalities.Tables.Subjects;

namespace Likeness.Modalities.Tables.Panels;

/// <summary>
/// What a model knows of the row before of the same series of a panel, where numbers persist: its columns, which are only conditioned on, and the steps from them.
/// </summary>
/// <param name="Before">The columns of the row before.</param>
/// <param name="Steps">The numbers of which steps from the row before are learned.</param>
internal sealed record PanelSteps(IReadOnlyList<string> Before, SubjectSteps Steps)
{
    // Samples take the times one after another.
    private const int MaxTimes = 1000;

    private const int MinRows = 40;
    private const double MinCorrelation = 0.3;
    private const double MinErrors = 3; // standard ones of a correlation of noise

    // What does not fall off would go ever further away.
    private const double MaxSlope = 0.98;
    private const double MaxFreeSlope = 0.9; // without a path

    // Of training rows: so models know rows of which they are not given the row before.
    private const int HiddenEach = 8;

    /// <summary>The columns that go on from the row before.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PanelRecurrences? Recurrences { get; init; }

    /// <summary>Whether numbers of a panel persist from row to row.</summary>
    /// <param name="panel">Which rows the panel has.</param>
    /// <param name="index">Finds their places.</param>
    /// <param name="relative">Training rows as the rules leave them, relative to the levels of their series.</param>
    /// <param name="mayStep">Whether a column may have steps.</param>
    public static bool Persist(PanelRows panel, PanelIndex index, Table relative, Func<string, bool> mayStep)
    {
        if (!MayFollow(panel))
        {
            return false;
        }

        var cells = new NamedCells(relative);
        int[] before = index.Before(relative);
        return Numbers(panel, relative, mayStep).Any(name => SlopeOf(cells[name], before) is not null);
    }

    /// <summary>Whether a panel has as few times as rows that follow each other may.</summary>
    public static bool MayFollow(PanelRows panel) => panel.Times.Count <= MaxTimes;

    /// <summary>What rows of a panel follow; null where no numbers persist around paths.</summary>
    /// <param name="context">Which rows the panel has, and its paths.</param>
    /// <param name="index">Finds their places.</param>
    /// <param name="relative">Training rows as the rules leave them, relative to these.</param>
    /// <param name="mayStep">Whether a column may have steps.</param>
    /// <param name="recurrences">The columns that go on from the row before.</param>
    public static PanelSteps? Find(
        PanelContext context,
        PanelIndex index,
        Table relative,
        Func<string, bool> mayStep,
        PanelRecurrences recurrences
    )
    {
        var panel = context.Rows;
        var cells = new NamedCells(relative);
        int[] before = index.Before(relative);
        (string Name, SeriesLevel? Level, double Slope)[] persisting =
        [
            .. from name in Numbers(panel, relative, mayStep)
            where !recurrences.All.Any(one => one.Column == name)
            let slope = SlopeOf(cells[name], before)
            let level = context.Levels.FirstOrDefault(one => one.Column == name)
            where slope <= (level is { Knots.Count: > 0 } ? 1 : MaxFreeSlope)
            select (name, level, slope.Value),
        ];
        // Where no level holds samples, they would depart from the rows of the data.
        return (
            recurrences.IsEmpty ? persisting.Length == 0 || context.Levels.Count == 0 : recurrences.All.Any(Departs)
        )
            ? null
            : new(
                [
                    .. relative
                        .Columns.Where(column => column.Kind.IsLearned && !panel.Known.Contains(column.Name))
                        .Select(column => column.Name),
                ],
                // Other numbers are on a grid.
                new([
                    .. persisting
                        .Where(one => one.Level is not null)
                        .Select(one => new SubjectStep(one.Name, RowBefore.Name(one.Name), one.Slope, null)),
                    .. recurrences.Steps,
                ])
            )
            {
                Recurrences = recurrences.IsEmpty ? null : recurrences,
            };

        // Away from the rows of the data, as random walks do.
        bool Departs(RowRecurrence one) =>
            context.Levels.All(level => level.Column != one.Column || level.Knots.Count == 0)
            && SlopeOf(cells[one.Column], before) > MaxFreeSlope;
    }

    private static IEnumerable<string> Numbers(PanelRows panel, Table relative, Func<string, bool> mayStep) =>
        relative
            .Columns.Where(column =>
                column is { Kind: NumberKind, Codes: null }
                && !panel.Known.Contains(column.Name)
                && mayStep(column.Name)
            )
            .Select(column => column.Name);

    // The slope of least squares on the row before; null where numbers do not persist.
    private static double? SlopeOf(double[] cells, int[] before)
    {
        (double Before, double Now)[] pairs =
        [
            .. before
                .Select((place, row) => (Before: place < 0 ? double.NaN : cells[place], Now: cells[row]))
                .Where(pair => !double.IsNaN(pair.Before - pair.Now)),
        ];
        if (pairs.Length < MinRows)
        {
            return null;
        }

        var (x, y) = (pairs.Average(pair => pair.Before), pairs.Average(pair => pair.Now));
        double xx = pairs.Sum(pair => (pair.Before - x) * (pair.Before - x));
        double xy = pairs.Sum(pair => (pair.Before - x) * (pair.Now - y));
        double yy = pairs.Sum(pair => (pair.Now - y) * (pair.Now - y));
        double least = Math.Max(MinCorrelation, MinErrors / Math.Sqrt(pairs.Length));
        return xy > least * Math.Sqrt(xx * yy) ? Math.Min(MaxSlope, xy / xx) : null;
    }

    /// <summary>Restored rows with the columns of the data alone.</summary>
    /// <param name="seen">Rows as models see them.</param>
    public Table Decode(Table seen) => Steps.Decode(seen).WithColumns(name => !IsBefore(name) && !Steps.IsStep(name));

    /// <summary>Whether a column is one of the row before.</summary>
    public bool IsBefore(string column) => RowBefore.Is(column, Before) || Recurrences?.Is(column) == true;

    /// <summary>Sampled rows with what was known of those before them.</summary>
    /// <param name="sampled">In numbers, from model space.</param>
    /// <param name="given">What was known, in numbers.</param>
    /// <param name="fillsSteps">Whether numbers stay where a step is missing: models of few rows may take those with a row before for ones without.</param>
    public Table Given(Table sampled, Table given, bool fillsSteps)
    {
        var rows = Steps.Given(sampled, given, IsBefore);
        if (!fillsSteps)
        {
            return rows;
        }

        var cells = new NamedCells(rows);
        foreach (var step in Steps.Columns)
        {
            var (own, before) = (cells[step.Name], cells[step.Before]);
            for (int row = 0; row < own.Length; row++)
            {
                own[row] = double.IsNaN(own[row]) ? step.From(before[row], before[row]) : own[row];
            }
        }

        return cells.ToTable();
    }

    /// <summary>Training rows without the row before of some.</summary>
    /// <param name="before">The places of the rows before; −1 where there is none.</param>
    public static int[] Hidden(int[] before)
    {
        // At random: each so many rows in the order of a file may be of one series.
        var random = new PhiloxRandom((ulong)before.Length, HiddenEach);
        return Array.ConvertAll(before, row => random.NextDouble() * HiddenEach < 1 ? -1 : row);
    }

    /// <summary>Rows with those before them, and steps from these.</summary>
    /// <param name="relative">Rows as the rules leave them, relative to the levels of their series.</param>
    /// <param name="source">The rows before, likewise.</param>
    /// <param name="before">The place of each row's row before among these; −1 where there is none: [relative.RowCount].</param>
    /// <param name="from">From what columns go on, relative to the levels of the rows.</param>
    public Table Encode(Table relative, Table source, int[] before, IEnumerable<(string Name, double[] Cells)> from) =>
        Steps.Encode(Widened(relative, source, before, from));

    private Table Widened(Table relative, Table source, int[] before, IEnumerable<(string Name, double[] Cells)> from)
    {
        var columns = new List<Column>(relative.Columns);
        var values = new List<double[]>(Enumerable.Range(0, relative.Width).Select(relative.ColumnValues));
        RowBefore.Add(columns, values, Before, source, before);
        foreach (var (name, cells) in from)
        {
            columns.Add(new Column(name) { Missing = "" });
            values.Add(cells);
        }

        return Table.FromColumns(columns, [.. values], relative.Picture).WrittenAs(relative.Dialect);
    }

    /// <inheritdoc/>
    public bool Equals(PanelSteps? other) =>
        other is not null
        && Before.SequenceEqual(other.Before)
        && Steps.Equals(other.Steps)
        && Recurrences == other.Recurrences;

    /// <inheritdoc/>
    public override int GetHashCode() => Before.Count;
}
