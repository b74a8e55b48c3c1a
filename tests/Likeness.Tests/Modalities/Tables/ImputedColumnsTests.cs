using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables;

/// <summary>Rows that lack most columns of the run, or whose values the run does not know.</summary>
public sealed class ImputedColumnsTests
{
    private const int Rows = 2000;

    [Fact]
    public void UnknownValuesOfFewColumnsAreRefused()
    {
        using var model = Train();
        var refused = Assert.Throws<LikenessException>(() => model.Impute(Given("country", "XX")));
        Assert.Contains("no value of 'country' that the run's data have", refused.Message, StringComparison.Ordinal);
        Assert.Contains("lack city, price", refused.Message, StringComparison.Ordinal);
        var (_, filled, _) = model.Impute(Given("country", "FR"));
        Assert.Equal(Rows, filled.RowCount);
    }

    [Fact]
    public void AbsentColumnsAreNamedIfTheyAreMost()
    {
        using var model = Train();
        Assert.Contains(
            "2 of the 3 columns that the model learns are not in the data",
            model.AbsentColumns(Given("country", "FR").Table),
            StringComparison.Ordinal
        );
        Assert.Null(model.AbsentColumns(Orders(5)));
    }

    /// <summary>No city is in a country that the run does not know: the rule stays broken, however often rows are imputed again.</summary>
    [Fact]
    public void RoundsInVainEndSoon()
    {
        using var model = Train();
        var country = Given("country", "XX").Table;
        var price = Orders(Rows).TakeColumns([2]);
        var given = Table.FromColumns(
            [country.Columns[0], price.Columns[0]],
            [country.ColumnValues(0), price.ColumnValues(0)]
        );
        var rounds = new Rounds();
        var (_, filled, _) = model.Impute(new IncompleteTable(given), progress: rounds);
        Assert.InRange(rounds.Count, 2, 12);
        Assert.DoesNotContain(double.NaN, filled.ColumnValues(0));
    }

    private static TableModel Train()
    {
        var model = TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(Orders(600)) })
            .As<TableModel>();
        Assert.Equal(["city determines country"], model.Encoding.Rules.Select(rule => rule.ToString()));
        return model;
    }

    private static IncompleteTable Given(string name, string level)
    {
        var kind = new CategoryKind([level]);
        return new(Table.FromColumns([new(name) { Kind = kind }], [new double[Rows]]));
    }

    private static Table Orders(int count)
    {
        var random = new PhiloxRandom(7, 0);
        double[] city = [.. Enumerable.Range(0, count).Select(_ => (double)random.NextInt(9))];
        return Table.FromColumns(
            [
                new("city") { Kind = new CategoryKind([.. Enumerable.Range(0, 9).Select(n => $"city {n}")]) },
                new("country") { Kind = new CategoryKind(["DE", "FR", "IT"]) },
                new("price"),
            ],
            [city, [.. city.Select(n => Math.Floor(n / 3))], [.. city.Select(_ => (double)random.NextInt(20))]]
        );
    }

    private sealed class Rounds : IProgress<TrainingProgress>
    {
        public int Count { get; private set; }

        public void Report(TrainingProgress value) => Count += value.Fraction >= 1 ? 1 : 0;
    }
}
