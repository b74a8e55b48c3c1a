using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Keys;

namespace Likeness.Tests.Modalities.Tables.Rules.Keys;

/// <summary>The rows of a subject say once what it determines.</summary>
public sealed class SubjectRulesTests
{
    /// <summary>The lean mass of 60 patients with many rows each does not determine their sex.</summary>
    [Fact]
    public void RowsOfASubjectCountOnce()
    {
        const int Patients = 60;
        var random = new PhiloxRandom(1, 0);
        // In ten turns.
        double[] mass = [.. Enumerable.Range(0, Patients).Select(i => 40 + (i / 2.0))];
        int[] sex = [.. Enumerable.Range(0, Patients).Select(i => i / 6 % 2)];
        int[] patients = [.. Enumerable.Range(0, Patients * 20).Select(row => row / 20)];
        var table = Table.FromArrays(
            ("patient_id", patients.Select(i => $"P-{1000 + (i * 37 % Patients)}").ToArray()),
            ("mass", patients.Select(i => mass[i]).ToArray()),
            ("sex", patients.Select(i => sex[i] == 0 ? "F" : "M").ToArray()),
            ("conc", patients.Select(_ => Math.Round(random.NextDouble(), 3)).ToArray())
        );
        string[] rules = Found(table);
        Assert.Contains("patient_id determines mass, sex", rules);
        Assert.DoesNotContain("mass determines sex", rules);
    }

    /// <summary>The days on which a product was ordered are those of the orders: samples that kept the times between them would break these.</summary>
    [Fact]
    public void TimesOfOneKeyAreNoneOfAnother()
    {
        var random = new PhiloxRandom(4, 0);
        int[] orders = [.. Enumerable.Range(0, 600).Select(row => row / 3)];
        int[] products = [.. orders.Select(_ => random.NextInt(150))];
        double[] days = [.. Enumerable.Range(0, 200).Select(_ => (double)random.NextInt(700)).Order()];
        var table = Table.FromArrays(
            ("order_id", orders.Select(i => $"O-{10000 + i}").ToArray()),
            ("date", orders.Select(i => new DateTime(2023, 1, 1).AddDays(days[i])).ToArray()),
            ("product_id", products.Select(i => $"P-{1000 + (i * 37 % 150)}").ToArray()),
            ("price", products.Select(i => Math.Round(5 + (i * 1.37), 2)).ToArray())
        );
        var rules = TableRules.Find(table, wanted: true).Rules.OfType<SubjectColumns>().ToList();
        Assert.Equal(["order_id", "product_id"], rules.Select(rule => rule.Column));
        Assert.Equal(["date"], rules[0].Same);
        Assert.Null(rules[1].Series?.Times);
        // Where no other key has the days, products keep the times between them.
        var alone = TableRules.Find(table.TakeColumns([1, 2, 3]), wanted: true).Rules.OfType<SubjectColumns>().Single();
        Assert.NotNull(alone.Series?.Times);
    }

    /// <summary>Some copied rows of 300 say nothing of a key.</summary>
    [Fact]
    public void FewFurtherRowsSayNothing()
    {
        var random = new PhiloxRandom(2, 0);
        string[] Keys(int copies) => [.. Enumerable.Range(0, 300).Select(row => $"H-{5000 + (row % (300 - copies))}")];
        double[] protein = [.. Enumerable.Range(0, 300).Select(_ => (double)random.NextInt(100))];
        Table Of(int copies) =>
            Table.FromArrays(
                ("patient_id", Keys(copies)),
                ("protein", Enumerable.Range(0, 300).Select(row => protein[row % (300 - copies)]).ToArray())
            );
        Assert.Equal(["patient_id determines protein"], Found(Of(60)));
        Assert.DoesNotContain("patient_id determines protein", Found(Of(14)));
    }

    private static string[] Found(Table table) =>
        [.. TableRules.Find(table, wanted: true).Rules.Select(rule => rule.ToString()!)];
}
