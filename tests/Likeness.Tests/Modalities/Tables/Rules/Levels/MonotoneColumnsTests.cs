using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Schemas;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Declared;
using Likeness.Modalities.Tables.Rules.Levels;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Rules.Levels;

/// <summary>Columns that are missing from one of them on.</summary>
public sealed class MonotoneColumnsTests
{
    private const int Rows = 300;
    private const int Visits = 12;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void PatientsWhoLeaveComeNotBack(bool begin)
    {
        var table = Patients(begin);
        var rule = Assert.Single(Found(table).Rules.OfType<MonotoneColumns>());
        string[] names = [.. table.Columns.Select(column => column.Name)];
        Assert.Equal(MonotoneText.Of(begin ? names.Reverse() : names), rule.ToString());
        Assert.DoesNotContain(Found(table).Rules, other => other is PresenceColumn);
        Assert.Equal(rule, Assert.Single(DeclaredRules.Create(table, [rule.ToString()]).Rules));
        using var model = Train(table);
        var samples = model.Sample(3000, 1);
        Assert.All(rule.Holds(samples), Assert.True);
        // A few patients in the data have one visit, or none; samples have as many.
        double Fraction(Table rows, int visits) =>
            Enumerable.Range(0, rows.RowCount).Count(row => Present(rows, row) == visits) / (double)rows.RowCount;
        Assert.InRange(Fraction(samples, 0), 0.4 * Fraction(table, 0), 1.8 * Fraction(table, 0));
        Assert.InRange(Fraction(samples, 1), 0.4 * Fraction(table, 1), 1.8 * Fraction(table, 1));
    }

    [Fact]
    public void VisitsThatArePresentAreCountedBeforeThem()
    {
        var table = Patients(begin: false);
        var rule = new MonotoneColumns("v11", [.. Enumerable.Range(0, Visits - 1).Select(i => $"v{i}")]);
        var encoded = rule.Encode(table);
        Assert.Equal("v0 … v11, known", encoded.Columns[0].Name);
        Assert.Equal(Enumerable.Range(0, Rows).Select(row => (double)Present(table, row)), encoded.ColumnValues(0));
        // What models sample behind the last one is missing.
        double[][] cells = [.. Enumerable.Range(0, encoded.Width).Select(encoded.ColumnValues)];
        Array.Fill(cells[Visits], 3.0);
        var decoded = rule.Decode(Table.FromColumns(encoded.Columns, cells), table.Columns[^1]);
        Assert.All(
            Enumerable.Range(0, Rows),
            row => Assert.Equal(Present(table, row) == Visits, !double.IsNaN(decoded[row, Visits - 1]))
        );
        // Of unknown cells it is unknown how many there are.
        Assert.All(rule.EncodeUnknown(table).ColumnValues(0), count => Assert.True(count is Visits or double.NaN));
    }

    [Fact]
    public void WhatIsMissingByChanceIsNoRule()
    {
        var table = Patients(begin: false);
        var random = new PhiloxRandom(4, 0);
        double[][] cells = [.. Enumerable.Range(0, Visits).Select(table.ColumnValues)];
        foreach (double[] own in cells)
        {
            for (int row = 0; row < Rows; row++)
            {
                own[row] = random.NextDouble() < 0.1 ? double.NaN : row;
            }
        }

        var random2 = Table.FromColumns(table.Columns, cells);
        Assert.DoesNotContain(Found(random2).Rules, rule => rule is MonotoneColumns);
        string text = MonotoneText.Of(table.Columns.Select(column => column.Name));
        var refused = Assert.Throws<LikenessException>(() => DeclaredRules.Create(random2, [text]));
        Assert.Contains("behind a missing one", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ColumnsThatAreMissingTogetherAreSaidToBe()
    {
        double[] some = [.. Enumerable.Range(0, Rows).Select(row => row % 5 == 0 ? double.NaN : row)];
        Column[] columns = [.. "abc".Select(name => new Column($"{name}") { Missing = "" })];
        var random = new PhiloxRandom(5, 0);
        var table = Table.FromColumns(
            columns,
            [
                .. columns.Select(_ =>
                    Array.ConvertAll(some, value => Math.Round(value + (900 * random.NextDouble()), 3))
                ),
            ]
        );
        Assert.Contains("a, b, c are missing in the same rows", Found(table).Lines);
    }

    private static int Present(Table rows, int row) =>
        Enumerable.Range(0, Visits).Count(column => !double.IsNaN(rows[row, column]));

    private static TableRules Found(Table table) => TableRules.Find(Schema.Detect(table).Apply(table), wanted: true);

    private static TableModel Train(Table table) =>
        TrainedModel.Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(table) }).As<TableModel>();

    // A score at each visit; a patient leaves, or begins late.
    private static Table Patients(bool begin)
    {
        var random = new PhiloxRandom(3, 0);
        double[][] cells = [.. Enumerable.Range(0, Visits).Select(_ => new double[Rows])];
        for (int row = 0; row < Rows; row++)
        {
            int present = row % 3 == 0 ? row / 3 % Visits : Visits;
            double score = 50 + (10 * random.NextNormal());
            for (int visit = 0; visit < Visits; visit++)
            {
                int at = begin ? Visits - 1 - visit : visit;
                cells[at][row] = visit < present ? Math.Round(score + (8 * random.NextNormal()), 1) : double.NaN;
            }
        }

        return Table.FromColumns([.. cells.Select((_, visit) => new Column($"v{visit}") { Missing = "" })], cells);
    }
}
