using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Determined;
using Likeness.Modalities.Tables.Rules.Exceptions;
using Likeness.Modalities.Tables.Rules.Orders;

namespace Likeness.Tests.Modalities.Tables.Rules.Exceptions;

/// <summary>Rules that nearly all rows satisfy are those that all rows would satisfy without the errors.</summary>
public sealed class NearlySearchTests
{
    private const int Rows = 2000;

    private static readonly string[] Countries = ["DE", "FR", "ES", "IT"];
    private static readonly double[] NoteLimits = [50, 62.5, 75, 87];

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.03)]
    public void CitiesNearlyDetermineTheirCountry(double errors)
    {
        var random = new PhiloxRandom(1, 0);
        int[] city = [.. Enumerable.Range(0, Rows).Select(_ => random.NextInt(300))];
        string[] clean = [.. city.Select(one => Countries[one % 4])];
        string[] country = [.. clean.Select(one => Errs(random, errors) ? Countries[random.NextInt(4)] : one)];
        double[] noise = [.. city.Select(_ => random.NextDouble())];
        var rows = Table.FromArrays(
            ("noise", noise),
            ("city", city.Select(one => $"city {one}").ToArray()),
            ("country", country)
        );
        var rule = Assert.IsType<DeterminedColumn>(Assert.Single(NearlyDeterminedSearch.All(rows, [])));
        Assert.Equal("city determines country", rule.ToString());
        Assert.Equal(300, rule.Pairs.Count);
        int right = clean.Where((one, i) => rows.Columns[2].Write(rule.Of(rows[i, 1])) == one).Count();
        Assert.InRange(right, 0.99 * Rows, Rows);
        // What all rows satisfy is found by other searches.
        Assert.Empty(NearlyDeterminedSearch.All(Table.FromArrays(("city", city), ("country", clean)), []));
        Assert.Empty(NearlyDeterminedSearch.All(rows, [rule]));
    }

    [Fact]
    public void MissingValuesAreValuesWhereKeysDetermineThem()
    {
        var random = new PhiloxRandom(2, 0);
        double[] kind = [.. Enumerable.Range(0, Rows).Select(_ => (double)random.NextInt(9))];
        double[] fee =
        [
            .. kind.Select(one =>
                one == 3 ? double.NaN
                : Errs(random, 0.02) ? 7
                : 10 * one % 40
            ),
        ];
        var rule = Assert.IsType<DeterminedColumn>(
            Assert.Single(NearlyDeterminedSearch.All(Coded(("kind", kind), ("fee", fee)), []))
        );
        Assert.Equal(double.NaN, rule.Of(3));
        Assert.Equal(20, rule.Of(2));
        // Values that are missing anywhere are none.
        double[] some =
        [
            .. kind.Select(one =>
                Errs(random, 0.3) ? double.NaN
                : Errs(random, 0.02) ? 7
                : 10 * one % 40
            ),
        ];
        rule = Assert.IsType<DeterminedColumn>(
            Assert.Single(NearlyDeterminedSearch.All(Coded(("kind", kind), ("fee", some)), []))
        );
        Assert.DoesNotContain(rule.Pairs, pair => double.IsNaN(pair.Value));
    }

    [Fact]
    public void AColumnWithOneValueInNearlyAllRowsIsDeterminedByNothing()
    {
        var random = new PhiloxRandom(3, 0);
        double[] number = [.. Enumerable.Range(0, Rows).Select(_ => 100 * random.NextDouble())];
        double[] other = [.. Enumerable.Range(0, Rows).Select(_ => 100 * random.NextDouble())];
        string[] group = [.. number.Select(one => $"group {(int)one / 10}")];
        // The rare value is that of one group, but not rarely elsewhere.
        string[] flag = [.. group.Select(one => one == "group 3" || Errs(random, 0.04) ? "yes" : "no")];
        var rows = Table.FromArrays(("number", number), ("other", other), ("group", group), ("flag", flag));
        Assert.Empty(Found(rows));
    }

    [Fact]
    public void WhatChangesGraduallyHasNoLimits()
    {
        var random = new PhiloxRandom(4, 0);
        double[] number = [.. Enumerable.Range(0, Rows).Select(_ => 100 * random.NextDouble())];
        double[] other = [.. Enumerable.Range(0, Rows).Select(_ => 100 * random.NextDouble())];
        string[] size = [.. number.Select(one => one + (3 * random.NextNormal()) < 50 ? "small" : "large")];
        string[] more = [.. number.Select((one, i) => one + (3 * random.NextNormal()) < other[i] ? "less" : "more")];
        var rows = Table.FromArrays(("number", number), ("other", other), ("size", size), ("more", more));
        Assert.Empty(Found(rows));
    }

    [Theory]
    [InlineData(0.01, 0)]
    [InlineData(0, 0.01)]
    [InlineData(0.03, 0)]
    [InlineData(0, 0.03)]
    [InlineData(0.015, 0.015)]
    public void LimitsOfIntervalsAreThoseWithoutErrors(double inNumbers, double inNotes)
    {
        for (ulong seed = 0; seed < 10; seed++)
        {
            var random = new PhiloxRandom(seed, 5);
            double[] points = [.. Enumerable.Range(0, Rows).Select(_ => random.NextInt(201) / 2.0)];
            string[] notes =
            [
                .. points.Select(one => $"note {Array.FindAll(NoteLimits, limit => one >= limit).Length}"),
            ];
            var clean = Table.FromArrays(("points", points), ("note", notes));
            double[] typed = [.. points.Select(one => Errs(random, inNumbers) ? random.NextInt(201) / 2.0 : one)];
            string[] said = [.. notes.Select(one => Errs(random, inNotes) ? $"note {random.NextInt(5)}" : one)];
            var rule = Assert.IsType<DerivedColumn>(
                Assert.Single(NearlyDerivedSearch.All(Table.FromArrays(("points", typed), ("note", said)), []))
            );
            Assert.Equal(NoteLimits, rule.Function.Limits);
            Assert.Equal(DerivedColumnSearch.Find(clean, 0, 1)!.Function, rule.Function);
            Assert.True(rule.Holds(clean).All(holds => holds));
        }
    }

    [Fact]
    public void AnErrorBesideALimitHardlyEverMovesIt()
    {
        var limits = new List<double>();
        for (ulong seed = 0; seed < 60; seed++)
        {
            var random = new PhiloxRandom(seed, 13);
            double[] income = [.. Enumerable.Range(0, Rows).Select(_ => random.NextInt(1_000_000) / 100.0)];
            string[] band = [.. income.Select(one => one >= 5000 != Errs(random, 0.03) ? "high" : "low")];
            var rows = Table.FromArrays(("income", income), ("band", band));
            var rule = Assert.IsType<DerivedColumn>(Assert.Single(NearlyDerivedSearch.All(rows, [])));
            limits.Add(Assert.Single(rule.Function.Limits));
        }

        // Two errors beside each other may.
        Assert.True(limits.Count(limit => limit == 5000) >= 58, string.Join(' ', limits.Where(limit => limit != 5000)));
    }

    [Fact]
    public void AFewNumbersBeyondTheOthersAreNoInterval()
    {
        var random = new PhiloxRandom(6, 0);
        double[] age = [.. Enumerable.Range(0, Rows).Select(_ => (double)(15 + random.NextInt(60)))];
        string[] adult = [.. age.Select(one => one >= 18 ? "yes" : "no")];
        double[] typed =
        [
            .. age.Select(
                (one, i) =>
                    i % 400 == 0 ? 0
                    : i % 300 == 0 ? 999
                    : one
            ),
        ];
        var rows = Table.FromArrays(("age", typed), ("adult", adult));
        var rule = Assert.IsType<DerivedColumn>(Assert.Single(NearlyDerivedSearch.All(rows, [])));
        Assert.Equal([18.0], rule.Function.Limits);
    }

    [Fact]
    public void PartsOfTheCalendarNearlyDetermineColumns()
    {
        var random = new PhiloxRandom(7, 0);
        DateTime[] day =
        [
            .. Enumerable.Range(0, Rows).Select(_ => new DateTime(2020, 1, 1).AddDays(random.NextInt(1000))),
        ];
        string[] weekday = [.. day.Select(one => Errs(random, 0.02) ? "Monday" : $"{one.DayOfWeek}")];
        double[] month = [.. day.Select(one => Errs(random, 0.02) ? 1.0 + random.NextInt(12) : one.Month)];
        double[] left = [.. day.Select(one => (new DateTime(2023, 1, 1) - one).Days + (Errs(random, 0.02) ? 3.0 : 0))];
        // A change within a month is no matter of months.
        string[] state = [.. day.Select(one => one < new DateTime(2021, 6, 5) ? "old" : "new")];
        var rows = Table.FromArrays(
            ("day", day),
            ("weekday", weekday),
            ("month", month),
            ("left", left),
            ("state", state)
        );
        var found = NearlyDerivedSearch.All(rows, []).Cast<DerivedColumn>().Where(rule => rule.By == "day").ToList();
        Assert.Equal(
            [("left", ColumnPart.DaysBefore, 0), ("month", ColumnPart.Month, 0), ("weekday", ColumnPart.Weekday, 7)],
            found.Select(rule => (rule.Column, rule.Function.Part, rule.Pairs.Count)).Order()
        );
        Assert.All(found, rule => Assert.InRange(rule.Holds(rows).Count(holds => holds), 0.96 * Rows, 0.999 * Rows));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ComparisonsAreThoseOfMostRows(bool hasOrder)
    {
        var random = new PhiloxRandom(8, 0);
        double[] sent = [.. Enumerable.Range(0, Rows).Select(_ => (double)random.NextInt(300))];
        double[] due = [.. sent.Select(one => one + (random.NextInt(2) == 0 ? 14 : 30))];
        double[] paid = [.. sent.Select(one => one + random.NextInt(40))];
        string[] late = [.. paid.Select((one, i) => one > due[i] != Errs(random, 0.02) ? "yes" : "no")];
        double[] typed = [.. due.Select((one, i) => Errs(random, 0.01) ? sent[i] - 50 : one)];
        var rows = Table.FromArrays(("sent", sent), ("due", typed), ("paid", paid), ("late", late));
        TableRule[] found = hasOrder ? [.. OrderSearch.All(rows, [])] : [];
        Assert.Equal(hasOrder, found.Any(rule => rule.Column == "paid"));
        Assert.Equal(
            "late = \"yes\" if due < paid, else \"no\"",
            Assert.Single(NearlyComparedSearch.All(rows, found)).ToString()
        );
    }

    [Theory]
    [InlineData("N")]
    [InlineData(null)]
    public void FlagsNearlyFollowFromTwoLimits(string? normal)
    {
        var random = new PhiloxRandom(9, 0);
        double[] low = [.. Enumerable.Range(0, Rows).Select(_ => (double)(20 + random.NextInt(5)))];
        double[] high = [.. low.Select(one => one + 30 + random.NextInt(5))];
        double[] result = [.. low.Select(_ => (double)(15 + random.NextInt(45)))];
        string?[] flag =
        [
            .. result.Select(
                (one, i) =>
                    Errs(random, 0.02) ? "?LH"[random.NextInt(3)].ToString()
                    : one < low[i] ? "L"
                    : one > high[i] ? "H"
                    : normal
            ),
        ];
        var rows = Table.FromArrays(("result", result), ("low", low), ("high", high), ("flag", flag));
        Assert.Equal(
            $"flag = \"L\" if result < low, \"H\" if result > high, else {(normal is null ? "missing" : "\"N\"")}",
            Assert.Single(NearlyComparedSearch.All(rows, [])).ToString()
        );
    }

    [Fact]
    public void ALimitMustBeThatOfTheRow()
    {
        var random = new PhiloxRandom(12, 0);
        double[] paid =
        [
            .. Enumerable.Range(0, Rows).Select(_ => random.NextInt(3) == 0 ? 0 : 100.0 + random.NextInt(900)),
        ];
        double[] excess = [.. paid.Select(_ => 10.0 * random.NextInt(12))];
        string[] state = [.. paid.Select(one => one > 0 ? "closed" : "open")];
        var rows = Table.FromArrays(("paid", paid), ("excess", excess), ("state", state));
        Assert.Empty(NearlyComparedSearch.All(rows, []));
    }

    [Fact]
    public void ColumnsThatDetermineEachOtherHaveOneRule()
    {
        var random = new PhiloxRandom(10, 0);
        int[] place = [.. Enumerable.Range(0, Rows).Select(_ => random.NextInt(20))];
        string[] name = [.. place.Select(one => $"name {(Errs(random, 0.02) ? random.NextInt(20) : one)}")];
        string[] code = [.. place.Select(one => $"code {(Errs(random, 0.01) ? random.NextInt(20) : one)}")];
        var rows = Table.FromArrays(("name", name), ("code", code));
        Assert.Single(NearlyDeterminedSearch.All(rows, []));
    }

    [Fact]
    public void RulesOfASampleAreConfirmedOnAllRows()
    {
        var random = new PhiloxRandom(11, 0);
        const int many = 50_000;
        double[] weight = [.. Enumerable.Range(0, many).Select(_ => random.NextInt(100_000) / 1000.0)];
        string[] size =
        [
            .. weight.Select(one =>
                Errs(random, 0.02) ? "M"
                : one < 31.25 ? "S"
                : one < 80 ? "M"
                : "L"
            ),
        ];
        string[] depot = [.. size.Select((one, i) => Errs(random, 0.02) ? "depot 1" : $"depot {i % 900}")];
        string[] town = [.. depot.Select(one => Errs(random, 0.02) ? "Ulm" : $"town {one[^1]}")];
        var rows = Table.FromArrays(("weight", weight), ("size", size), ("depot", depot), ("town", town));
        var intervals = Assert.IsType<DerivedColumn>(Assert.Single(NearlyDerivedSearch.All(rows, [])));
        Assert.Equal([31.25, 80], intervals.Function.Limits);
        var towns = Assert.IsType<DeterminedColumn>(Assert.Single(NearlyDeterminedSearch.All(rows, [])));
        Assert.Equal(("town", 900), (towns.Column, towns.Pairs.Count));
    }

    [Fact]
    public void WideTablesAreNotSearched()
    {
        var column = Enumerable.Range(0, 100).Select(i => $"{i % 2}").ToArray();
        var rows = Table.FromArrays([
            .. Enumerable.Range(0, RuleSearch.MaxColumns + 1).Select(i => ($"c{i}", (Array)column)),
        ]);
        Assert.Empty(Found(rows));
    }

    private static IEnumerable<TableRule> Found(Table rows) =>
        [
            .. NearlyDeterminedSearch.All(rows, []),
            .. NearlyDerivedSearch.All(rows, []),
            .. NearlyComparedSearch.All(rows, []),
        ];

    private static Table Coded(params IReadOnlyList<(string Name, double[] Cells)> columns)
    {
        var rows = Table.FromArrays([.. columns.Select(one => (one.Name, (Array)one.Cells))]);
        return Schema.Detect(rows).Apply(rows);
    }

    private static bool Errs(PhiloxRandom random, double rate) => random.NextDouble() < rate;
}
