using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules;

namespace Likeness.Tests.Modalities.Tables.Rules.Formulas;

/// <summary>Where rounding leaves many multiples, formulas have those that people choose: means, and quotients by one number.</summary>
public sealed class EqualMultiplesTests
{
    private const int Rows = 900;
    private const double Hour = 3600;
    private static readonly DurationKind Laps = new("h:mm:ss");

    [Fact]
    public void TheMeanOfJudgesIsOne()
    {
        var random = new PhiloxRandom(1, 0);
        double[] quality = Numbers(_ => 80 + (16 * random.NextDouble()));
        double[][] judges =
        [
            .. Enumerable
                .Range(0, 3)
                .Select(_ => Numbers(row => Math.Round(quality[row] + (2 * random.NextDouble()) - 1))),
        ];
        double[] average = Numbers(row => Math.Round(judges.Average(one => one[row]), 1));
        Assert.Equal(
            ["average = (a + b + c) / 3"],
            Found(
                ("a", NumberKind.Default, judges[0]),
                ("b", NumberKind.Default, judges[1]),
                ("c", NumberKind.Default, judges[2]),
                ("average", NumberKind.Default, average)
            )
        );
    }

    [Fact]
    public void ThePaceIsAQuotientByTheDistance()
    {
        var random = new PhiloxRandom(2, 0);
        double[] seconds = Numbers(_ => (2 * Hour) + random.NextInt(15_000));
        double[] pace = [.. seconds.Select(one => Math.Round(one / 42.195, 1))];
        Assert.Equal(
            ["pace = seconds / 42.195"],
            Found(("seconds", NumberKind.Default, seconds), ("pace", NumberKind.Default, pace))
        );
    }

    /// <summary>Least squares of two columns do not leave all rows within the rounding, nor do those of columns of which one is computed from others.</summary>
    [Fact]
    public void ThePaceOfTwoHalvesIsOne()
    {
        var random = new PhiloxRandom(3, 0);
        double[] first = Numbers(_ => Hour + random.NextInt(6000));
        double[] second = Numbers(row => Math.Round(first[row] * (0.97 + (0.2 * random.NextDouble()))));
        double[] finish = Numbers(row => first[row] + second[row]);
        double[] pace = Numbers(row => Math.Round(finish[row] / 42.195, 1));
        const string OfHalves = "pace = (first + second) / 42.195";
        Assert.Equal(["finish = first + second", OfHalves], Rules(finish).Order());
        finish[^1] += 77;
        Assert.Equal([OfHalves], Rules(finish).Where(rule => rule.StartsWith("pace", StringComparison.Ordinal)));

        string[] Rules(double[] finish) =>
            Found(
                ("first", Laps, first),
                ("second", Laps, second),
                ("finish", Laps, finish),
                ("pace", NumberKind.Default, pace)
            );
    }

    /// <summary>The time and the pace, which is a part of it, are together a multiple of the time.</summary>
    [Fact]
    public void MultiplesThatDifferStay()
    {
        var random = new PhiloxRandom(4, 0);
        double[] seconds = Numbers(_ => (2 * Hour) + random.NextInt(15_000));
        double[] pace = [.. seconds.Select(one => Math.Round(one / 42.195, 1))];
        Assert.Equal(
            ["pace = seconds / 42.195", "seconds = finish"],
            Found(
                    ("finish", Laps, seconds),
                    ("seconds", NumberKind.Default, seconds),
                    ("pace", NumberKind.Default, pace)
                )
                .Order()
        );
    }

    private static double[] Numbers(Func<int, double> number) => [.. Enumerable.Range(0, Rows).Select(number)];

    private static string[] Found(params (string Name, ColumnKind Kind, double[] Cells)[] columns)
    {
        var table = Table.FromColumns(
            [.. columns.Select(column => new Column(column.Name) { Kind = column.Kind })],
            [.. columns.Select(column => column.Cells)]
        );
        return
        [
            .. TableRules
                .Find(Schema.Detect(table).Apply(table), wanted: true)
                .Rules.Select(rule => rule.ToString()!)
                .Where(rule => !rule.StartsWith("nearly", StringComparison.Ordinal)),
        ];
    }
}
