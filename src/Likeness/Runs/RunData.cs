using Likeness.Data;
using Likeness.Data.Transforms;

namespace Likeness.Runs;

/// <summary>The rows of a run: all of them, and how they are split.</summary>
/// <param name="All">All rows, in the order of their source.</param>
/// <param name="Train">The rows to train on.</param>
/// <param name="HeldOut">The rows to judge on; none where all are trained on.</param>
/// <param name="DroppedRows">Rows left out because a value in them is missing.</param>
public sealed record RunData(Table All, Table Train, Table HeldOut, int DroppedRows)
{
    /// <summary>The rows to choose by: which weights are best, when to stop. The held-out rows, unless the data comes with rows for it.</summary>
    public Table Validation { get; init; } = HeldOut;

    /// <summary>Names of columns without a single value, which are left out.</summary>
    public IReadOnlyList<string> EmptyColumns { get; init; } = [];

    /// <summary>Reads and splits rows.</summary>
    /// <param name="source">Where they come from.</param>
    /// <param name="holdout">The share to hold out, in [0, 1), unless the data comes with its split.</param>
    /// <param name="seed">The seed of the split.</param>
    /// <param name="progress">Told the share that is read, now and then.</param>
    /// <exception cref="LikenessException">The rows cannot be read, or are too few to split.</exception>
    public static RunData Load(DataSource source, double holdout, ulong seed, Action<double>? progress = null)
    {
        var loaded = source.Load(progress);
        var table = loaded.Table;
        var split = loaded.Split ?? Split.Sample(table.RowCount, holdout, seed);
        var heldOut = table.TakeRows([.. split.HeldOut]);
        return new RunData(table, table.TakeRows([.. split.Train]), heldOut, loaded.DroppedRows)
        {
            Validation = split.Validation.Count > 0 ? table.TakeRows([.. split.Validation]) : heldOut,
            EmptyColumns = loaded.EmptyColumns,
        };
    }

    /// <summary>Reads the rows of a run again.</summary>
    /// <exception cref="LikenessException">The rows cannot be read, or are not those that the run was made from.</exception>
    public static RunData Load(RunRecord record)
    {
        var data = Load(record.Data.Source, record.Holdout, record.Seed);
        return Fingerprint.Compute(data.All) == record.Data.Fingerprint
            ? data
            : throw new LikenessException(
                $"{record.Data.Source.ShortName}: the data is not what the run was made from (restore it, or start a new run)"
            );
    }

    /// <summary>Describes the rows for run.json.</summary>
    internal DataRecord Describe(DataSource source) =>
        new()
        {
            Source = source.Located(),
            Rows = All.RowCount,
            Columns = [.. All.Columns.Select(column => column.Name)],
            Fingerprint = Fingerprint.Compute(All),
        };

    /// <summary>The account of all rows, and of the columns that were left out.</summary>
    internal DataSummary Summary(DataTransform transform)
    {
        var summary = DataSummary.Compute(All, transform);
        var empty = EmptyColumns.Select(column => $"column '{column}' has no value in any row and is left out");
        return summary with { Remarks = [.. summary.Remarks, .. empty] };
    }
}
