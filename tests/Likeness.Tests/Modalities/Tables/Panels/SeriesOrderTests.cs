using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Evaluation;
using Likeness.Evaluation.Consecutive;
using Likeness.Evaluation.Verdicts;
using Likeness.Modalities;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Panels;
using Likeness.Models.Trees;
using Likeness.Runs;
using Likeness.Testing;

namespace Likeness.Tests.Modalities.Tables.Panels;

/// <summary>Rows of one series of a panel follow each other, which the verdict compares.</summary>
public sealed class SeriesOrderTests : IDisposable
{
    private const int Countries = 40;
    private const int Years = 25;
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void PanelsWhoseYearsDoNotFollowEachOtherAreSeparated()
    {
        var report = Compare(Panel(1), Shuffled(Panel(2)));
        Assert.Equal(new SubjectOrder("country", "year") { With = [] }, report.Settings.Order);
        var pairs = report.Find(ConsecutiveRows.Name)!;
        Assert.InRange(pairs.Auc!.Value, 0.8, 1);
        Assert.Equal(SimilarityLevel.Poor, report.Verdict.Level);
        Assert.Single(
            report.Warnings,
            warning => warning.StartsWith("Consecutive rows of one 'country' do not", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void ThoseOfTheSameProcessAreNot()
    {
        var pairs = Compare(Panel(1), Panel(2)).Find(ConsecutiveRows.Name)!;
        Assert.InRange(pairs.Auc!.Value, 0.3, 0.6);
    }

    [Fact]
    public void PartsOfAPanelHaveNoConsecutiveRows()
    {
        var whole = Panel(2);
        int[] some = [.. Enumerable.Range(0, whole.RowCount).Where(row => row % 3 != 1)];
        Assert.Null(Compare(Panel(1), whole.TakeRows(some)).Find(ConsecutiveRows.Name));
        var panel = PanelOf(whole)!;
        Assert.Null(SeriesOrder.Whole(panel, whole.TakeRows(some)));
        int[] twice = [.. Enumerable.Range(0, whole.RowCount), .. some];
        Assert.Equal(whole.RowCount, SeriesOrder.Whole(panel, whole.TakeRows(twice))!.RowCount);
        Assert.Null(SeriesOrder.Of(panel with { Keys = [] }));
    }

    [Fact]
    public void RunsCompareTheWholePanel()
    {
        using var model = TrainedModel.Train(
            new RunSettings { Model = "trees", Data = DataSource.FromTable(Panel(1)) }
        );
        var report = (EvaluationReport)model.Evaluate().Details;
        Assert.Contains("real ones of all real rows", report.Find(ConsecutiveRows.Name)!.Note);
        Assert.Contains(report.Verdict.Evidence, one => one.Metric == "AUC (consecutive rows)");
    }

    /// <summary>Months that a file has in two columns are times of panels, and of cells that do not fit.</summary>
    [Fact]
    public void MonthsInTwoColumnsFollowEachOther()
    {
        var random = new PhiloxRandom(5, 0);
        var rows = (
            from city in Enumerable.Range(0, 30)
            from month in Enumerable.Range(0, 60)
            select (City: $"City {city}", Month: month, Sales: Math.Round(50 + (3 * city) + (5 * random.NextNormal())))
        ).ToArray();
        var table = Table.FromArrays(
            ("city", rows.Select(row => row.City).ToArray()),
            ("year", rows.Select(row => 2000.0 + (row.Month / 12)).ToArray()),
            ("month", rows.Select(row => 1.0 + (row.Month % 12)).ToArray()),
            ("sales", rows.Select(row => row.Sales).ToArray())
        );
        using var model = TrainedModel.Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(table) });
        var tables = model.As<TableModel>();
        Assert.Equal("year month", tables.Encoding.Panel!.Rows.Time);
        Assert.NotNull(((EvaluationReport)model.Evaluate().Details).Find(ConsecutiveRows.Name));
        double[][] cells = [.. Enumerable.Range(0, table.Width).Select(table.ColumnValues)];
        cells[3][0] = 400;
        var ranking = tables.Rank(Table.FromColumns(table.Columns, cells));
        Assert.Contains("sales", ranking.Unusual![0]!.Columns);
    }

    [Fact]
    public void NearlyRulesOfWhatNamesSeriesGiveWay()
    {
        var panel = Panel(1);
        var random = new PhiloxRandom(4, 0);
        // Days of the next year, now and then.
        DateTime[] days =
        [
            .. Enumerable
                .Range(0, panel.RowCount)
                .Select(row =>
                    new DateTime(1990 + (row / Countries), 1, 1).AddDays(
                        random.NextDouble() < 0.002 ? 370 : 7 * (int)(52 * random.NextDouble())
                    )
                ),
        ];
        var dated = Table.FromArrays(("day", days));
        var rows = Table.FromColumns(
            [.. panel.Columns, dated.Columns[0]],
            [.. Enumerable.Range(0, panel.Width).Select(panel.ColumnValues), dated.ColumnValues(0)]
        );
        rows = PanelSearch.Apply(new LoadedTable(rows, 0)).Table;
        var encoding = TableEncoding.Fit(rows, new TreesOptions());
        Assert.NotNull(encoding.Panel);
        Assert.DoesNotContain(encoding.Rules, rule => rule.Replaces && rule.Column == "year");
    }

    private static Table Panel(ulong seed)
    {
        var random = new PhiloxRandom(seed, 0);
        double[] levels = [.. Enumerable.Range(0, Countries).Select(_ => 10 * random.NextNormal())];
        var rows = new List<(string Country, double Year, double Wealth, double Births)>();
        for (int year = 0; year < Years; year++)
        {
            for (int country = 0; country < Countries; country++)
            {
                levels[country] += 0.5 + (0.3 * random.NextNormal());
                rows.Add(
                    (
                        $"Land {country}",
                        1990 + year,
                        Math.Round(levels[country], 2),
                        Math.Round(5 + random.NextNormal(), 1)
                    )
                );
            }
        }

        return Table.FromArrays(
            ("country", rows.Select(row => row.Country).ToArray()),
            ("year", rows.Select(row => row.Year).ToArray()),
            ("wealth", rows.Select(row => row.Wealth).ToArray()),
            ("births", rows.Select(row => row.Births).ToArray())
        );
    }

    // The years of each country in another order.
    private static Table Shuffled(Table panel)
    {
        var random = new PhiloxRandom(9, 0);
        double[][] cells = [.. Enumerable.Range(0, panel.Width).Select(panel.ColumnValues)];
        for (int country = 0; country < Countries; country++)
        {
            int[] rows = [.. Enumerable.Range(0, Years).Select(year => (year * Countries) + country)];
            int[] order = random.Permutation(Years);
            for (int column = 2; column < cells.Length; column++)
            {
                for (int i = 0; i < Years; i++)
                {
                    cells[column][rows[i]] = panel[rows[order[i]], column];
                }
            }
        }

        return Table.FromColumns(panel.Columns, cells);
    }

    private static PanelRows? PanelOf(Table rows) =>
        PanelSearch
            .Apply(new LoadedTable(rows, 0))
            .Table.Columns.Select(column => column.Panel)
            .OfType<PanelRows>()
            .FirstOrDefault();

    private EvaluationReport Compare(Table real, Table generated)
    {
        Write(real, "real.csv");
        Write(generated, "generated.csv");
        return (EvaluationReport)
            new TableModality()
                .Evaluate(
                    new EvaluatedFiles(Source("real.csv"), Source("generated.csv")),
                    new EvaluationRequest(),
                    null,
                    CancellationToken.None
                )
                .Details;
    }

    private DataSource Source(string name) => new() { Files = [folder.At(name)] };

    private void Write(Table rows, string name) =>
        File.WriteAllLines(
            folder.At(name),
            Enumerable
                .Range(0, rows.RowCount)
                .Select(row => string.Join(',', rows.Columns.Select((column, i) => column.Write(rows[row, i]))))
                .Prepend(string.Join(',', rows.Columns.Select(column => column.Name)))
        );
}
