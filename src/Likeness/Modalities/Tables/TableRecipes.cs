using Likeness.Data;
using Likeness.Data.Databases;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Datasets;
using Likeness.Models.Trees.Boosted;
using Likeness.Runs;

namespace Likeness.Modalities.Tables;

/// <summary>Recipes for tables, chosen by the kinds of the columns, the number of cells, their values and the budget; measured in docs/first-minute.md and docs/tables.md.</summary>
internal static class TableRecipes
{
    // Of larger texts the beginning shows the kinds of the columns; other files are read for the choice unless that would take seconds.
    private const int StartBytes = 1 << 18;
    private const long ReadBytes = 32 << 20;

    // Rules and the evaluation take the rest of the budget.
    private const double FitFraction = 0.5;

    // Keys of fewer rows each, on average, are single rows but for a few.
    private const double RowsOfSubjects = 1.25;

    // Mixed tables are learned within a minute, whatever the budget.
    private static readonly TimeSpan MixedTime = TimeSpan.FromSeconds(50);

    private static readonly Recipe Trees = new(
        "trees",
        "one tree per column takes categories and missing values as they are, and is fitted in seconds"
    )
    {
        NextBest = "boosted-trees",
        NextReason = "closer where there are many rows, and slower",
    };

    private static readonly Recipe Boosted = new(
        "boosted-trees",
        "the closest to such tables as measured, with an exact density, and fitted within the budget"
    )
    {
        NextBest = "trees",
        NextReason = "several times faster",
    };

    private static readonly Recipe Points = new(
        "nsf",
        "a flow has the highest likelihood of smooth points, after many passes"
    )
    {
        NextBest = "boosted-trees",
        NextReason = "fitted in seconds",
    };

    // A flow takes so long for the 1,500 passes of docs/first-minute.md over a few thousand points.
    private static readonly TimeSpan FlowTime = TimeSpan.FromSeconds(30);

    public static Recipe For(DataSource source, TimeSpan budget)
    {
        if (source.Dataset is { } name && !DatasetRegistry.Find(name).IsMixed)
        {
            return budget >= FlowTime ? Points : Boosted with { NextBest = "nsf", NextReason = "with --budget 60s" };
        }

        if (source.Files.Any(DatabaseAddress.Is))
        {
            return Trees; // a query is not run twice
        }

        if (source.Files is [var file] && Size(file) > StartBytes && Start(file, source) is { } start)
        {
            return For(start, (double)Size(file) / StartBytes, budget);
        }

        if (source.Files.Sum(Size) > ReadBytes)
        {
            return Trees; // its kinds are not known
        }

        var table = source.LoadTable().Table;
        return For(table, 1, budget);
    }

    private static Recipe For(Table table, double parts, TimeSpan budget)
    {
        bool isMixed = IsMixed(table);
        const double Trained = 1 - SplitSettings.DefaultTest - SplitSettings.DefaultValidation;
        double seconds = FitTime.Seconds((int)(parts * table.RowCount * Trained), Entropies(table));
        double limit = FitFraction * (isMixed && budget > MixedTime ? MixedTime : budget).TotalSeconds;
        return seconds <= limit && !HasSubjects(table) ? Boosted : Trees;
    }

    // Whether a number is missing is a column of its own.
    private static double[] Entropies(Table table) =>
        [
            .. Enumerable
                .Range(0, table.Width)
                .Where(i => table.Columns[i].Kind.IsLearned)
                .SelectMany(i =>
                {
                    double[] cells = table.ColumnValues(i);
                    double all = Entropy(cells);
                    double missing = table.Columns[i] is { Missing: not null, Kind: NumberKind }
                        ? Entropy(cells.Select(double.IsNaN))
                        : 0;
                    return missing > 0 ? new[] { missing, all - missing } : [all];
                }),
        ];

    // In bits.
    private static double Entropy<T>(IEnumerable<T> values)
        where T : notnull
    {
        int[] counts = [.. values.CountBy(value => value).Select(one => one.Value)];
        double rows = counts.Sum();
        return counts.Sum(count => count * Math.Log2(rows / count)) / rows;
    }

    // Of people and others with several rows each, the leaves of trees hold as many as of single rows; cells of boosted trees may be one person's.
    private static bool HasSubjects(Table table) =>
        table
            .Columns.Index()
            .Any(one =>
                one.Item.Kind is IdentifierKind keys
                && RowsOfSubjects * keys.Texts.Count <= table.ColumnValues(one.Index).Count(cell => !double.IsNaN(cell))
            );

    private static bool IsMixed(Table table) =>
        table.Columns.Any(column => column.Kind is not NumberKind || column.Missing is not null);

    // The first rows of a text; null of other files, and where they cannot be read alone.
    private static Table? Start(string file, DataSource source)
    {
        try
        {
            return source.Schema is null && DataFileKinds.Detect(file) == DataFileKind.Csv
                ? CsvReader.ReadStart(file, source.Missing, StartBytes).Table
                : null;
        }
        catch (LikenessException)
        {
            return null;
        }
    }

    // A name such as table.h5#train has no file; the code that reads the data reports missing ones.
    private static long Size(string file) => File.Exists(file) ? new FileInfo(file).Length : 0;
}
