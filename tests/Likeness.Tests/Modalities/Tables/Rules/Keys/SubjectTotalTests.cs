using Likeness.Data;
using Likeness.Modalities.Tables.Rules.Keys;

namespace Likeness.Tests.Modalities.Tables.Rules.Keys;

/// <summary>Sums over the rows of a key need rows of which several add up.</summary>
public sealed class SubjectTotalTests
{
    private const int Keys = 60;

    [Fact]
    public void NetAndTaxOfAllLinesAreTheTotalOfAnInvoice()
    {
        int[][] groups = [.. Enumerable.Range(0, Keys).Select(key => (int[])[3 * key, (3 * key) + 1, (3 * key) + 2])];
        double[] net = [.. Enumerable.Range(0, 3 * Keys).Select(row => row * 7919 % 1009 / 10.0)];
        double[] tax = [.. net.Select((one, row) => row % 3 == 1 ? double.NaN : Math.Round(0.19 * one, 2))];
        double[] total =
        [
            .. Enumerable
                .Range(0, 3 * Keys)
                .Select(row =>
                    Math.Round(groups[row / 3].Sum(one => net[one] + (double.IsNaN(tax[one]) ? 0 : tax[one])), 2)
                ),
        ];
        var table = Table.FromArrays(
            ("key", Enumerable.Range(0, 3 * Keys).Select(row => row / 3.0).ToArray()),
            ("total", total),
            ("qty", net.Select((_, row) => row % 5 + 1.0).ToArray()),
            ("net", net),
            ("tax", tax)
        );
        var found = SubjectTotal.All(table, groups, 0, [1]).Single();
        Assert.Equal("'total' is the sum of their 'net' and 'tax'", found.ToString());
        double[] parts = found.Parts(name => name == "net" ? net : tax)!;
        Assert.Equal(total[0], SubjectTotal.Sum(groups[0], parts, 2));
    }

    [Theory]
    [InlineData("once", false)] // a salary that is paid once more in November
    [InlineData("halves", false)]
    [InlineData("parts", true)]
    [InlineData("instalments", true)]
    public void ASumHasSeveralParts(string how, bool isFound)
    {
        var groups = new List<int[]>();
        var cells = new List<(double Total, double Part)>();
        for (int key = 0; key < Keys; key++)
        {
            double total = 1200 + (12 * key);
            int rows = how == "instalments" ? 2 + (key % 3) : 4;
            groups.Add([.. Enumerable.Range(cells.Count, rows)]);
            cells.AddRange(
                Enumerable
                    .Range(0, rows)
                    .Select(row =>
                        (
                            total,
                            how switch
                            {
                                "once" => row == 2 ? total : 0,
                                "halves" => row % 2 == 1 ? total / 2 : 0,
                                "parts" => total * (row + 1) / 10,
                                _ => total / rows,
                            }
                        )
                    )
            );
        }

        var table = Table.FromArrays(
            ("key", groups.SelectMany((group, key) => group.Select(_ => (double)key)).ToArray()),
            ("total", cells.Select(cell => cell.Total).ToArray()),
            ("part", cells.Select(cell => cell.Part).ToArray())
        );
        var found = SubjectTotal.All(table, [.. groups], 0, [1]);
        Assert.Equal(isFound ? ["'total' is the sum of their 'part'"] : [], found.Select(one => one.ToString()));
    }
}
