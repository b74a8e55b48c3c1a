using System.Text.Json.Serialization;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules.Calendar;
using Likeness.Modalities.Tables.Rules.Formulas;

namespace Likeness.Modalities.Tables.Subjects;

/// <summary>
/// Numbers of which a model learns the step from the row before of the same key instead of the number itself: those that hardly depart from it, such as a salary, and those that never fall.
/// A first row has the number, and a later one the step. Of others that stay in a good part of the rows, whether they do is learned, and the number where they do not.
/// </summary>
/// <param name="Columns">The encoded columns.</param>
internal sealed record SubjectSteps(IReadOnlyList<SubjectStep> Columns) : IRelativeColumns
{
    // Of the values of rows at the same place in their keys with those of the rows before; else trees know as much from these.
    private const double MinCorrelation = 0.9;
    private const int MinSteps = 40;
    private const int MinValues = 12;
    private const int MinOfPlace = 5;

    // A slope so near to 1 is 1, which keeps what stays equal.
    private const double NearOne = 0.05;
    private const double MaxZeros = 0.1;

    /// <summary>No steps.</summary>
    public static SubjectSteps None { get; } = new([]);

    /// <inheritdoc/>
    [JsonIgnore]
    public IEnumerable<string> Restored => Columns.Select(step => step.Column);

    /// <inheritdoc/>
    public IEnumerable<string> Needs(string column) =>
        Columns.Where(step => step.Column == column).SelectMany(step => (string[])[step.Name, step.Before]);

    /// <summary>Whether a column is one of steps.</summary>
    public bool IsStep(string column) => Columns.Any(step => step.Name == column);

    /// <summary>From where the steps of a column are; null where it is none of steps of times, or these are from the times before.</summary>
    public StepCycle? CycleOf(string column) => Columns.FirstOrDefault(step => step.Name == column)?.Cycle;

    /// <summary>Finds the columns.</summary>
    /// <param name="widened">Encoded training rows with their context.</param>
    /// <param name="columns">The names of columns that may have steps.</param>
    /// <param name="rising">Those that never fall from row to row, which have steps in any case.</param>
    /// <param name="beforeOf">The name of a column in the row before.</param>
    /// <param name="place">The name of the column of places in keys.</param>
    /// <param name="mayStay">Whether of a column without steps it may be learned that it stays.</param>
    public static SubjectSteps Find(
        Table widened,
        IEnumerable<string> columns,
        IReadOnlySet<string?> rising,
        Func<string, string> beforeOf,
        string place,
        Func<string, bool> mayStay
    )
    {
        var cells = new NamedCells(widened);
        var at = widened.Columns.Index().ToDictionary(one => one.Item.Name, one => one.Index);
        return new([
            .. from name in columns
            where widened.Columns[at[name]].Kind.IsNumeric
            let isRising = rising.Contains(name) || widened.Columns[at[name]].Kind is TimeKind
            let rows = Persisting(cells[name], cells[beforeOf(name)])
            let slope = SlopeOf(cells[name], cells[beforeOf(name)], cells[place], rows)
            let isStep = slope is not null || rising.Contains(name)
            where isStep || (mayStay(name) && StayingNumbers.Are(cells[name], cells[beforeOf(name)], rows))
            select new SubjectStep(
                name,
                beforeOf(name),
                isRising || !isStep ? 1 : slope.GetValueOrDefault(1),
                RoundedNumber.DecimalsOf(widened, at[name])
            )
            {
                IsStay = !isStep,
                Hours =
                    isStep && widened.Columns[at[name]].Kind is TimeKind kind
                        ? OpenHours.Find(cells[name], kind)
                        : null,
                Cycle =
                    isStep && widened.Columns[at[name]].Kind is TimeKind times
                        ? StepCycle.Find(cells[name], cells[beforeOf(name)], times)
                        : null,
            },
        ]);
    }

    // The rows that say whether values persist; none where they are too few.
    private static int[] Persisting(double[] cells, double[] before)
    {
        int[] rows = [.. Enumerable.Range(0, cells.Length).Where(row => !double.IsNaN(cells[row] - before[row]))];
        return rows.Length < MinSteps || rows.DistinctBy(row => cells[row]).Take(MinValues).Count() < MinValues
            ? []
            : rows;
    }

    // The slope of least squares, within places, where these have enough rows; 1 where values never fall, and null where they do not persist.
    private static double? SlopeOf(double[] cells, double[] before, double[] place, int[] rows)
    {
        if (rows.Count(row => cells[row] > before[row]) >= MinSteps && rows.All(row => cells[row] >= before[row]))
        {
            return 1;
        }

        var (xx, xy, yy, zeros) = (0.0, 0.0, 0.0, 0);
        foreach (var group in rows.GroupBy(row => place[row]).Where(group => group.Count() >= MinOfPlace))
        {
            var (x, y) = (group.Average(row => before[row]), group.Average(row => cells[row]));
            foreach (int row in group)
            {
                xx += (before[row] - x) * (before[row] - x);
                xy += (before[row] - x) * (cells[row] - y);
                yy += (cells[row] - y) * (cells[row] - y);
                zeros += cells[row] == before[row] ? 1 : 0;
            }
        }

        double slope = xy / xx;
        return !(xy > MinCorrelation * Math.Sqrt(xx * yy)) ? null
            : Math.Abs(slope - 1) < NearOne || zeros > MaxZeros * rows.Length ? 1
            : slope;
    }

    /// <summary>Rows with steps in place of the numbers that follow one.</summary>
    /// <param name="widened">Encoded rows with their context.</param>
    public Table Encode(Table widened)
    {
        if (Columns.Count == 0)
        {
            return widened;
        }

        var cells = new NamedCells(widened);
        var columns = new List<Column>(widened.Columns);
        var values = new List<double[]>(Enumerable.Range(0, widened.Width).Select(widened.ColumnValues));
        foreach (var step in Columns)
        {
            int at = columns.FindIndex(column => column.Name == step.Column);
            var (own, before) = (cells[step.Column], cells[step.Before]);
            columns[at] = columns[at] with { Missing = columns[at].Missing ?? "" };
            values[at] = [.. own.Zip(before, (cell, last) => step.Leaves(cell, last) ? cell : double.NaN)];
            // Models that predict one column after another know that a number stays before they come to it.
            at = step.IsStay ? at : columns.Count;
            columns.Insert(at, new Column(step.Name) { Missing = "", Kind = step.Kind });
            values.Insert(at, [.. own.Zip(before, step.From)]);
        }

        return Table.FromColumns(columns, [.. values], widened.Picture).WrittenAs(widened.Dialect);
    }

    private Table Cleared(Table sampled)
    {
        var cells = new NamedCells(sampled);
        foreach (var step in Columns.Where(step => !step.IsStay))
        {
            var (numbers, before) = (cells[step.Column], cells[step.Before]);
            for (int row = 0; row < numbers.Length; row++)
            {
                numbers[row] = double.IsNaN(before[row]) ? numbers[row] : double.NaN;
            }
        }

        return cells.ToTable();
    }

    /// <summary>Sampled rows with the columns of the rows before as they are, and without the numbers that follow from steps.</summary>
    /// <param name="sampled">In numbers, from model space, which is of single precision and ends at the largest number that a row of the data goes on from.</param>
    /// <param name="given">What was known of the rows, in numbers.</param>
    /// <param name="isBefore">Whether a column is one of the row before.</param>
    public Table Given(Table sampled, Table given, Func<string, bool> isBefore) =>
        Cleared(
            Table.FromColumns(
                sampled.Columns,
                [.. sampled.Columns.Select((column, i) => (isBefore(column.Name) ? given : sampled).ColumnValues(i))],
                sampled.Picture
            )
        );

    /// <summary>Rows in which a step that is missing leaves a number without a value that no row of the data lacks.</summary>
    /// <param name="rows">Rows with the columns of the data.</param>
    /// <param name="columns">These columns.</param>
    public IEnumerable<int> Incomplete(Table rows, IReadOnlyList<Column> columns)
    {
        var cells = new NamedCells(rows);
        return Columns
            .Select(step => step.Column)
            .Where(name => columns.Any(column => column.Name == name && column.Missing is null))
            .SelectMany(name => cells[name].Index().Where(cell => double.IsNaN(cell.Item)).Select(cell => cell.Index));
    }

    /// <summary>The rows with the grids of their steps.</summary>
    /// <param name="encoded">What <see cref="Encode"/> made of training rows.</param>
    public Table Detected(Table encoded)
    {
        if (Columns.Count == 0)
        {
            return encoded;
        }

        double[][] values = [.. Enumerable.Range(0, encoded.Width).Select(encoded.ColumnValues)];
        var columns = encoded.Columns.Select(
            (column, i) =>
                IsStep(column.Name) && column.Kind.IsNumeric
                    ? Schema.Detect(Table.FromColumns([column], [values[i]])).Columns[0]
                    : column
        );
        return Table.FromColumns([.. columns], values, encoded.Picture).WrittenAs(encoded.Dialect);
    }

    /// <inheritdoc/>
    public Table Decode(Table seen)
    {
        var names = seen.Columns.Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        SubjectStep[] own = [.. Columns.Where(step => names.Contains(step.Column))];
        if (own.Length == 0)
        {
            return seen;
        }

        var cells = new NamedCells(seen);
        foreach (var step in own)
        {
            var (numbers, before, steps) = (cells[step.Column], cells[step.Before], cells[step.Name]);
            var grid = seen.Columns.First(column => column.Name == step.Column).Grid;
            for (int row = 0; row < numbers.Length; row++)
            {
                if (step.IsStay)
                {
                    numbers[row] = steps[row] == 1 && !double.IsNaN(before[row]) ? before[row] : numbers[row];
                }
                else if (
                    double.IsNaN(numbers[row])
                    && step.To(before[row], steps[row]) is var next
                    && !double.IsNaN(next)
                )
                {
                    next = step.Hours?.Nearest(next, before[row]) ?? next;
                    numbers[row] = grid?.Snap(next) ?? next;
                }
            }
        }

        return cells.ToTable();
    }

    /// <inheritdoc/>
    public bool Equals(SubjectSteps? other) => other is not null && Columns.SequenceEqual(other.Columns);

    /// <inheritdoc/>
    public override int GetHashCode() => Columns.Count;
}

/// <summary>A number of which the step from the row before is learned.</summary>
/// <param name="Column">Its column.</param>
/// <param name="Before">The column of the same number in the row before.</param>
/// <param name="Slope">What a unit more in the row before means; 1 where it stays.</param>
/// <param name="Decimals">Its decimal places; null if it is not rounded.</param>
internal sealed record SubjectStep(string Column, string Before, double Slope, int? Decimals)
{
    /// <summary>The hours and days of times, which steps keep to; null for any.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public OpenHours? Hours { get; init; }

    /// <summary>From where in the row before's day or week steps of times are; null from that time itself.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public StepCycle? Cycle { get; init; }

    /// <summary>Whether, in place of steps, it is learned whether the number is that of the row before.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsStay { get; init; }

    /// <summary>The name of the column of steps.</summary>
    [JsonIgnore]
    public string Name => IsStay ? $"{Column}, stays" : $"{Column}, step";

    /// <summary>The kind of the column of steps.</summary>
    [JsonIgnore]
    public ColumnKind Kind => IsStay ? new CategoryKind(["no", "yes"]) : new NumberKind();

    /// <summary>Whether models see the number itself.</summary>
    public bool Leaves(double number, double before) => double.IsNaN(before) || (IsStay && number != before);

    /// <summary>The step to a number from that of the row before.</summary>
    public double From(double number, double before) =>
        IsStay
            ? double.IsNaN(number - before)
                ? double.NaN
                : number == before
                    ? 1
                    : 0
            : Slope == 1
                ? Rounded(number - BeginOf(before))
                : number - (Slope * before);

    /// <summary>The number that a step leads to.</summary>
    public double To(double before, double step) => Rounded((Slope * BeginOf(before)) + step);

    private double BeginOf(double before) => Cycle?.Begin(before) ?? before;

    private double Rounded(double number) => Decimals is int places ? Math.Round(number, places) : number;
}
