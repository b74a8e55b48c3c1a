using System.Text.Json;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Declared;
using Likeness.Modalities.Tables.Rules.Formulas;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Rules.Exceptions;

public sealed class ExceptionSearchTests
{
    private static readonly string[] Nearly = [.. Entries.Rules.Select(rule => $"nearly {rule}")];

    [Fact]
    public void RulesWithFewErrorsAreFound() =>
        Assert.Equal(Nearly, Texts(TableRules.Find(Entries.Rows(seed: 1, errors: 0.01), wanted: true)));

    [Fact]
    public void RulesOfAllRowsHaveNoExceptions()
    {
        var found = TableRules.Find(Entries.Rows(seed: 1, errors: 0), wanted: true);
        Assert.Empty(found.Exceptions.All);
        Assert.Contains("gross = net + tax", Texts(found));
    }

    [Fact]
    public void RulesOfFewerRowsAreNone() =>
        Assert.Empty(TableRules.Find(Entries.Rows(seed: 1, errors: 0.08), wanted: true).Exceptions.All);

    /// <summary>Requests that are closed before they are created, where a status says which ones are not closed yet.</summary>
    [Fact]
    public void WhatIsMissingByAStatusIsNearlyInOrder()
    {
        var rows = Entries.Rows(seed: 1, errors: 0.01);
        double[] start = Named("start");
        string[] status =
        [
            .. start.Select(
                (_, row) =>
                    row % 9 == 0 ? "open"
                    : row % 2 == 0 ? "closed"
                    : "solved"
            ),
        ];
        double[] end = [.. Named("end").Select((value, row) => status[row] == "open" ? double.NaN : value)];
        var found = TableRules.Find(Table.FromArrays(("start", start), ("end", end), ("status", status)), wanted: true);
        Assert.Equal(["nearly start ≤ end", "status determines whether end is missing"], Texts(found));

        double[] Named(string name) =>
            rows.ColumnValues(rows.Columns.Index().First(one => one.Item.Name == name).Index);
    }

    [Fact]
    public void RowsThatBreakRulesAreEncodedAndDecoded()
    {
        var rows = Entries.Rows(seed: 1, errors: 0.01);
        var found = TableRules.Find(rows, wanted: true);
        var stored = TableRules.FromJson(JsonDocument.Parse(found.ToJson().GetRawText()).RootElement);
        // Other rows of the same data, also with errors.
        foreach (var some in (Table[])[rows, Entries.Rows(seed: 2, errors: 0.02)])
        {
            var encoded = stored.Encode(some);
            Assert.Contains("gross (exception)", encoded.Columns.Select(column => column.Name));
            var decoded = stored.Decode(encoded);
            for (int column = 0; column < rows.Width; column++)
            {
                Assert.Equal(some.ColumnValues(column), decoded.ColumnValues(column));
            }

            Assert.All(stored.Hold(some), Assert.True);
        }
    }

    [Fact]
    public void SamplesHaveAsManyExceptionsAsTheData()
    {
        var rows = Entries.Rows(seed: 1, errors: 0.01);
        using var model = TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(rows) })
            .As<TableModel>();
        Assert.Equal(5, model.Encoding.AllRules.Exceptions.All.Count);
        var samples = model.Sample(4000, seed: 1);
        Assert.All(
            model.Encoding.Rules,
            rule => Assert.InRange(rule.Holds(samples).Count(holds => !holds), 4000 * 0.003, 4000 * 0.025)
        );
        // What is imputed is no exception.
        var given = Entries.Rows(seed: 3, errors: 0);
        int gross = given.Columns.ToList().FindIndex(column => column.Name == "gross");
        var (_, filled, _) = model.Impute(
            new IncompleteTable(given.TakeColumns([.. Enumerable.Range(0, given.Width).Where(i => i != gross)])),
            samples: 1
        );
        var sum = model.Encoding.Rules.Single(rule => rule.Column == "gross");
        Assert.All(sum.Holds(filled), Assert.True);
    }

    [Fact]
    public void ValuesThatAreMissingWhereOthersDetermineThemAreExceptions()
    {
        var random = new PhiloxRandom(7, 0);
        int[] towns = [.. Enumerable.Range(0, 2000).Select(_ => random.NextInt(12))];
        var rows = Table.FromArrays(
            ("town", towns.Select(town => $"town {town}").ToArray()),
            ("county", towns.Select(town => random.NextDouble() < 0.1 ? null : $"county {town / 4}").ToArray()),
            ("people", towns.Select(_ => (double)random.NextInt(9)).ToArray())
        );
        var found = TableRules.Find(rows, wanted: true);
        Assert.Equal(["nearly town determines county"], Texts(found));
        var encoded = found.Encode(rows);
        Assert.Equal(["town", "people", "county (case)"], encoded.Columns.Select(column => column.Name));
        Assert.Equal(rows.ColumnValues(1), found.Decode(encoded).ColumnValues(1));
        // No training row has another county: rows with one break the rule.
        double[] other = [.. rows.ColumnValues(1).Select(county => double.IsNaN(county) ? county : (county + 1) % 3)];
        var broken = Table.FromColumns(rows.Columns, [rows.ColumnValues(0), other, rows.ColumnValues(2)]);
        Assert.Equal(other.Select(double.IsNaN), found.Hold(broken));
    }

    [Fact]
    public void CasesOfErrorsAreLearnedAsSuch()
    {
        // Decimal slips, forgotten taxes, and any other number.
        var random = new PhiloxRandom(9, 0);
        double[] net = [.. Enumerable.Range(0, 2000).Select(_ => 100.0 + random.NextInt(9000))];
        double[] tax = [.. net.Select(_ => 10.0 + random.NextInt(500))];
        double[] gross =
        [
            .. net.Select(
                (value, i) =>
                    (i % 200) switch
                    {
                        0 => 10 * (value + tax[i]),
                        1 => value,
                        2 => 7000 + random.NextInt(3000),
                        _ => value + tax[i],
                    }
            ),
        ];
        var rows = Table.FromArrays(("net", net), ("tax", tax), ("gross", gross));
        var found = TableRules.Find(rows, wanted: true);
        Assert.Equal(["nearly gross = net + tax"], Texts(found));
        var exception = Assert.Single(found.Exceptions.All);
        Assert.Equal(["= net", "× 10"], exception.Cases.Select(one => one.Text("gross")).Order(StringComparer.Ordinal));
        var encoded = found.Encode(rows);
        double[] cases = encoded.ColumnValues(
            encoded.Columns.ToList().FindIndex(column => column.Name == "gross (case)")
        );
        Assert.Equal(20, cases.Count(double.IsFinite));
        Assert.Equal(gross, found.Decode(encoded).ColumnValues(2));
    }

    [Fact]
    public void WhatWasComputedFromAnErrorFollowsFromIt()
    {
        // The total was computed from the wrong product.
        var random = new PhiloxRandom(8, 0);
        double[] quantity = [.. Enumerable.Range(0, 2000).Select(_ => 1.0 + random.NextInt(30))];
        double[] price = [.. quantity.Select(_ => 100.0 + random.NextInt(9000))];
        double[] net = [.. quantity.Select((value, i) => (value * price[i]) + (i % 100 == 0 ? 1000 : 0))];
        double[] fee = [.. quantity.Select(_ => 10.0 + random.NextInt(500))];
        var rows = Table.FromArrays(
            ("quantity", quantity),
            ("price", price),
            ("net", net),
            ("fee", fee),
            ("total", net.Select((value, i) => value + fee[i]).ToArray())
        );
        var found = TableRules.Find(rows, wanted: true);
        Assert.Equal(["nearly net = quantity × price", "total = net + fee"], Texts(found));
        Assert.Equal(["total = net + fee"], found.Exact.Select(rule => rule.ToString()));
        var stored = TableRules.FromJson(JsonDocument.Parse(found.ToJson().GetRawText()).RootElement);
        var decoded = stored.Decode(stored.Encode(rows));
        Assert.Equal(net, decoded.ColumnValues(2));
        Assert.Equal(rows.ColumnValues(4), decoded.ColumnValues(4));
        Assert.All(stored.Hold(rows), Assert.True);
        double[] wrong = [.. rows.ColumnValues(4).Select(value => value + 1)];
        var broken = Table.FromColumns(rows.Columns, [quantity, price, net, fee, wrong]);
        Assert.DoesNotContain(true, stored.Hold(broken));
        // Schemas declare it.
        Assert.Equal(found.Texts, DeclaredRules.Create(rows, found.Texts).Texts);
        Assert.Equal(Texts(found), Texts(DeclaredRules.Create(rows, [.. found.Texts.Reverse()])));
    }

    [Fact]
    public void WhatFollowsFromErrorsMayHaveExceptionsOfItsOwn()
    {
        // The total was computed from the wrong product, but for other errors.
        var random = new PhiloxRandom(14, 0);
        double[] quantity = [.. Enumerable.Range(0, 2000).Select(_ => 1.0 + random.NextInt(30))];
        double[] price = [.. quantity.Select(_ => 100.0 * (1 + random.NextInt(90)))];
        double[] net = [.. quantity.Select((value, i) => (value * price[i]) + (i % 100 == 0 ? 700 : 0))];
        double[] fee = [.. quantity.Select(_ => 10.0 + random.NextInt(500))];
        double[] total = [.. net.Select((value, i) => value + fee[i] + (i % 150 == 1 ? 50 : 0))];
        var rows = Table.FromArrays(
            ("quantity", quantity),
            ("price", price),
            ("net", net),
            ("fee", fee),
            ("total", total)
        );
        var found = TableRules.Find(rows, wanted: true);
        Assert.Equal(["nearly net = quantity × price", "nearly total = net + fee"], Texts(found));
        Assert.Equal(14 / 2000.0, found.Exceptions.All.Single(one => one.Column == "total").Fraction);
        var stored = TableRules.FromJson(JsonDocument.Parse(found.ToJson().GetRawText()).RootElement);
        var decoded = stored.Decode(stored.Encode(rows));
        Assert.Equal(net, decoded.ColumnValues(2));
        Assert.Equal(total, decoded.ColumnValues(4));
        Assert.All(stored.Hold(rows), Assert.True);
        Assert.Equal(Texts(found), Texts(DeclaredRules.Create(rows, found.Texts)));
    }

    [Fact]
    public void ValuesThatAreMissingDoNotFreeWhatFollowsFromThem()
    {
        var random = new PhiloxRandom(15, 0);
        double[] net = [.. Enumerable.Range(0, 2000).Select(_ => (100.0 + random.NextInt(90_000)) / 100)];
        double[] rate = [.. net.Select(_ => random.NextInt(3) == 0 ? 7.0 : 19)];
        double[] computed = [.. net.Select((value, i) => RoundedNumber.Of(value * rate[i] / 100, 2))];
        // Halves are rounded to even ones; where the others are missing, only the total says so.
        double[] tax = [.. net.Select((value, i) => (double)decimal.Round((decimal)value * (decimal)rate[i] / 100, 2))];
        Assert.NotEqual(computed, tax);
        double[] fee = [.. net.Select(_ => 1.0 + random.NextInt(90))];
        double[] total = [.. net.Select((value, i) => Math.Round(value + tax[i] + fee[i], 2))];
        double[] gaps =
        [
            .. tax.Select((value, i) => value != computed[i] || random.NextDouble() < 0.05 ? double.NaN : value),
        ];
        var rows = Table.FromArrays(("net", net), ("rate", rate), ("tax", gaps), ("fee", fee), ("total", total));
        rows = Schema.Detect(rows).Apply(rows);
        var found = TableRules.Find(rows, wanted: true);
        Assert.Equal(["tax = net × rate / 100", "total = net + tax + fee"], Texts(found));
        var encoded = found.Encode(rows);
        double[] cases = encoded.ColumnValues(encoded.Columns.ToList().FindIndex(one => one.Name == "tax (case)"));
        Assert.Equal(gaps.Count(double.IsNaN), cases.Count(double.IsFinite));
        // Another rest of the total is impossible: it has none.
        Assert.All(
            encoded.ColumnValues(encoded.Columns.ToList().FindIndex(one => one.Name == "total")),
            rest => Assert.Equal(0, rest)
        );
        Assert.Equal(gaps, found.Decode(encoded).ColumnValues(2));
    }

    [Fact]
    public void LimitsOfProtectionMakeNoExceptions()
    {
        // The largest products are protected; other rows have as large parts.
        var random = new PhiloxRandom(16, 0);
        double[] quantity = [.. Enumerable.Range(0, 2000).Select(_ => 1.0 + random.NextInt(30))];
        double[] price = [.. quantity.Select(_ => Math.Round(100 * Math.Exp(random.NextNormal())))];
        double[] net = [.. quantity.Select((value, i) => (value * price[i]) + (i % 100 == 0 ? 700 : 0))];
        var rows = Table.FromArrays(("quantity", quantity), ("price", price), ("net", net));
        using var model = TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(rows) })
            .As<TableModel>();
        var samples = model.Sample(8000, seed: 1);
        double[] errors =
        [
            .. Enumerable
                .Range(0, samples.RowCount)
                .Select(row => samples[row, 2] - (samples[row, 0] * samples[row, 1]))
                .Where(error => error != 0),
        ];
        Assert.InRange(errors.Length, 30, 200);
        Assert.All(errors, error => Assert.Equal(700, error));
    }

    [Fact]
    public void PartsAreCorrectedBeforeWhatFollowsFromThem()
    {
        var random = new PhiloxRandom(10, 0);
        int[] ship = [.. Enumerable.Range(0, 2000).Select(_ => random.NextInt(6))];
        double[] capacity = [.. ship.Select(one => 100.0 + (40 * one))];
        double[] load = [.. ship.Select(_ => 10.0 + random.NextInt(80))];
        double[] people = [.. load.Select((value, i) => Math.Round(value * capacity[i] / 100))];
        double[] percent = [.. people.Select((value, i) => Math.Round(100 * value / capacity[i], 1))];
        for (int i = 0; i < 2000; i += 125)
        {
            (capacity[i], percent[i + 1]) = (100 + (40 * ((ship[i] + 1) % 6)), percent[i + 1] + 5);
        }

        var rows = Table.FromArrays(
            ("ship", ship.Select(one => $"ship {one}").ToArray()),
            ("capacity", capacity),
            ("people", people),
            ("percent", percent)
        );
        string[] texts = Texts(TableRules.Find(Schema.Detect(rows).Apply(rows), wanted: true));
        Assert.Contains("nearly ship determines capacity", texts);
        Assert.Contains("nearly percent = 100 × people / capacity", texts);
    }

    [Fact]
    public void BoundsMayHaveExceptions()
    {
        var random = new PhiloxRandom(12, 0);
        double[] deductible = [.. Enumerable.Range(0, 2000).Select(_ => 100.0 * (1 + random.NextInt(5)))];
        double[] claim = [.. deductible.Select(_ => (double)random.NextInt(2000))];
        double[] payout = [.. claim.Select((one, i) => (i % 100 == 3 ? 10 : 1) * Math.Max(0, one - deductible[i]))];
        var rows = Table.FromArrays(("claim", claim), ("deductible", deductible), ("payout", payout));
        var found = TableRules.Find(Schema.Detect(rows).Apply(rows), wanted: true);
        Assert.Equal(["nearly payout = max(0, claim - deductible)"], Texts(found));
        Assert.Equal("× 10", Assert.Single(Assert.Single(found.Exceptions.All).Cases).Text("payout"));
    }

    [Fact]
    public void ANumberThatDeterminesACategoryMayHaveExceptions()
    {
        // Each route takes its time; a wrong end has the route of the right one.
        var random = new PhiloxRandom(13, 0);
        int[] route = [.. Enumerable.Range(0, 2000).Select(_ => random.NextInt(3))];
        double[] start = [.. route.Select(_ => (double)random.NextInt(100_000))];
        double[] minutes = [.. route.Select(one => 60.0 + (200 * one) + random.NextInt(9))];
        double[] end = [.. start.Select((one, i) => one + minutes[i] + (i % 80 == 0 ? random.NextInt(900) - 450 : 0))];
        var rows = Table.FromArrays(
            ("route", route.Select(one => $"route {one}").ToArray()),
            ("start", start),
            ("minutes", minutes),
            ("end", end)
        );
        string[] texts = Texts(TableRules.Find(Schema.Detect(rows).Apply(rows), wanted: true));
        Assert.Contains("minutes determines route", texts);
        Assert.Contains(
            texts,
            text => text.StartsWith("nearly ", StringComparison.Ordinal) && text.Contains('=', StringComparison.Ordinal)
        );
    }

    [Fact]
    public void MissingPartsLoseNoFormula()
    {
        var random = new PhiloxRandom(11, 0);
        int[] code = [.. Enumerable.Range(0, 2000).Select(_ => random.NextInt(8))];
        double[] value = [.. code.Select(_ => 1000.0 + random.NextInt(90_000))];
        double[] duty = [.. value.Select((one, i) => Math.Round(one * (2 + code[i]) / 100, 2))];
        double[] rate = [.. code.Select(one => random.NextDouble() < 0.12 ? double.NaN : 2.0 + one)];
        var rows = Table.FromArrays(
            ("code", code.Select(one => $"code {one}").ToArray()),
            ("rate", rate),
            ("value", value),
            ("duty", duty)
        );
        Assert.Equal(
            ["duty = rate × value / 100", "nearly code determines rate"],
            Texts(TableRules.Find(rows, wanted: true))
        );
    }

    [Fact]
    public void SchemasDeclareRulesThatNearlyHold()
    {
        var rows = Entries.Rows(seed: 1, errors: 0.01);
        string[] declared = ["nearly gross = net + tax", "nearly start <= end", "nearly postcode determines town"];
        var rules = DeclaredRules.Create(rows, declared);
        Assert.Equal([Nearly[1], Nearly[3], Nearly[4]], Texts(rules));
        Assert.Equal(rows.ColumnValues(4), rules.Decode(rules.Encode(rows)).ColumnValues(4));
        var error = Assert.Throws<LikenessException>(() =>
            DeclaredRules.Create(
                rows,
                ["gross = net + tax", "nearly gross = net + fee", "nearly town determines start"]
            )
        );
        Assert.Contains("rule 'gross = net + tax' cannot be kept", error.Message);
        Assert.Contains("rule 'nearly town determines start' cannot be kept", error.Message);
    }

    private static string[] Texts(TableRules rules) => [.. rules.Texts.Order(StringComparer.Ordinal)];
}
