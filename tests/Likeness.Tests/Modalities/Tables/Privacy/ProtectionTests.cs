using System.Text.Json;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Privacy;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Determined;
using Likeness.Sampling.Conditions;

namespace Likeness.Tests.Modalities.Tables.Privacy;

public sealed class ProtectionTests
{
    [Fact]
    public void ARareLevelIsReplacedByThatOfTheMostSimilarRow()
    {
        var kind = new CategoryKind(["low", "high", "rare"]);
        double[] numbers = [.. Enumerable.Range(0, 200).Select(row => (double)row)];
        double[] levels = [.. Enumerable.Range(0, 200).Select(row => row is 20 or 180 ? 2.0 : Math.Floor(row / 100.0))];
        var rows = Table.FromColumns([new("level") { Kind = kind }, new("number")], [levels, numbers]);
        var safe = Protection.Fit(rows).Protect(rows, []);
        Assert.Equal(0, safe[20, 0]);
        Assert.Equal(1, safe[180, 0]);
        Assert.Equal(numbers, safe.ColumnValues(1));
        Assert.Null(safe.Columns[0].Missing);
    }

    /// <summary>Persons of four rows each, beside one of many.</summary>
    [Fact]
    public void RowsOfProtectedLevelsAreCounted()
    {
        double[] persons = [.. Enumerable.Range(0, 200).Select(row => row < 100 ? Math.Floor(row / 4.0) : 25)];
        var kind = new CategoryKind([.. Enumerable.Range(0, 26).Select(person => $"p{person}")]);
        var rows = Table.FromColumns([new("person") { Kind = kind }], [persons]);
        var protection = Protection.Fit(rows);
        Assert.Equal(0.5, ProtectedRows.Fraction(protection, rows));
        Assert.Equal(0, ProtectedRows.Fraction(protection, protection.Protect(rows, [])));
        Assert.Equal(0, ProtectedRows.Fraction(Protection.None, rows));
    }

    [Fact]
    public void WhatIsNotSampledIsSaid()
    {
        var rows = Rows(rare: 4);
        Assert.Equal(
            "protection is on (--no-protection switches it off): no sample has levels of fewer than 5 training rows (1 of level, which 2 % of the rows have), or numbers beyond the fifth lowest and highest",
            Protection.Fit(rows).Describe(rows.Columns)
        );
        Assert.Null(Protection.None.Describe(rows.Columns));
    }

    [Fact]
    public void LevelsOfManyRowsAreSaid()
    {
        // Persons with four rows each, beside a few with many.
        double[] persons = [.. Enumerable.Range(0, 200).Select(row => row < 100 ? Math.Floor(row / 4.0) : 25)];
        var kind = new CategoryKind([.. Enumerable.Range(0, 26).Select(person => $"p{person}")]);
        var rows = Table.FromColumns([new("person") { Kind = kind }], [persons]);
        Assert.EndsWith(
            "no sample has levels of fewer than 5 training rows (25 of person, which 50 % of the rows have)",
            Protection.Fit(rows).Describe(rows.Columns),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "protection: samples have 1 of the 26 levels of 'person': 50 % of the rows have one of the others",
            Assert.Single(Protection.Fit(rows).Warnings(rows.Columns)),
            StringComparison.Ordinal
        );
        var rare = rows.TakeRows([.. Enumerable.Range(0, 100)]);
        Assert.Contains(
            "'person' is missing in all samples",
            Assert.Single(Protection.Fit(rare).Warnings(rows.Columns))
        );
        var few = rows.TakeRows([.. Enumerable.Range(60, 140)]);
        Assert.Empty(Protection.Fit(few).Warnings(rows.Columns));
    }

    [Fact]
    public void AConditionOnWhatIsNotSampledIsRefused()
    {
        var rows = Rows(rare: 4);
        var protection = Protection.Fit(rows);
        Assert.Equal(
            "level = rare is kept out of samples by protection: fewer than 5 training rows have it (train with --no-protection to sample it)",
            protection.Refuse(rows.Columns[0], new Condition(0, 1, 1))
        );
        Assert.Null(protection.Refuse(rows.Columns[0], new Condition(0, 0, 0)));
        var limits = protection.Limits.First(limit => limit.Column == rows.Columns[1].Name);
        Assert.Contains(
            "largest number",
            protection.Refuse(rows.Columns[1], new Condition(1, limits.High + 1, 1e9)),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "smallest number",
            protection.Refuse(rows.Columns[1], new Condition(1, -1e9, limits.Low - 1)),
            StringComparison.Ordinal
        );
        Assert.Null(protection.Refuse(rows.Columns[1], new Condition(1, limits.Low, 1e9)));
        Assert.Null(Protection.None.Refuse(rows.Columns[0], new Condition(0, 1, 1)));
    }

    [Fact]
    public void FiveRowsAreEnough()
    {
        var rows = Rows(rare: 5);
        Assert.Equal(rows.ColumnValues(0), Protection.Fit(rows).Protect(rows, []).ColumnValues(0));
    }

    [Fact]
    public void LevelsCountAsMissingWhereNoneIsCommon()
    {
        var kind = new CategoryKind([.. Enumerable.Range(0, 40).Select(level => $"level {level}")]);
        double[] cells = [.. Enumerable.Range(0, 40).Select(row => (double)row)];
        var rows = Table.FromColumns([new("a") { Kind = kind }], [cells]);
        var safe = Protection.Fit(rows).Protect(rows, []);
        Assert.Equal("", safe.Columns[0].Missing);
        Assert.All(safe.ColumnValues(0), cell => Assert.True(double.IsNaN(cell)));
    }

    [Fact]
    public void AValueThatDeterminesARareLevelIsReplaced()
    {
        double[] zones = [.. Enumerable.Range(0, 200).Select(row => row < 4 ? 0.0 : 1 + (row % 3))];
        var zone = new Column("zone") { Kind = new CategoryKind(["a", "b", "c", "d"]) };
        var borough = new Column("borough") { Kind = new CategoryKind(["rare", "common"]) };
        var data = Table.FromColumns([zone, borough], [zones, [.. zones.Select(value => Math.Min(value, 1))]]);
        var rule = new DeterminedColumn("borough", "zone", [new(0, 0), new(1, 1), new(2, 1), new(3, 1)]);
        var safe = Protection.Fit(data).Protect(rule.Encode(data), [rule]);
        Assert.DoesNotContain(0.0, safe.ColumnValues(0));
    }

    [Fact]
    public void ARareLevelIsReplacedByOneThatDeterminesTheSame()
    {
        // Zones 0 and 1 are in borough 0, 2 in borough 1; the rows of the rare zone 1 have numbers as those of zone 2.
        double[] zones = [.. Enumerable.Range(0, 200).Select(row => row % 2 == 0 ? 0.0 : 2), 1, 1, 1];
        double[] numbers = [.. zones.Select(value => value == 0 ? 0.0 : 1)];
        var zone = new Column("zone") { Kind = new CategoryKind(["a", "b", "c"]) };
        var borough = new Column("borough") { Kind = new CategoryKind(["near", "far"]) };
        double[] boroughs = [.. zones.Select(value => value == 2 ? 1.0 : 0)];
        var data = Table.FromColumns([zone, borough, new("number")], [zones, boroughs, numbers]);
        var rule = new DeterminedColumn("borough", "zone", [new(0, 0), new(1, 0), new(2, 1)]);
        var safe = Protection.Fit(data).Protect(rule.Encode(data), [rule]);
        Assert.All(safe.ColumnValues(0)[200..], value => Assert.Equal(0, value));
    }

    /// <summary>Cities of two states, of which one has rare cities only: these stand for each other, and the state stays as frequent as it is.</summary>
    [Fact]
    public void CoarseLevelsOfRareLevelsStay()
    {
        var cities = new CategoryKind([.. Enumerable.Range(0, 14).Select(city => $"c{city}")]);
        var states = new CategoryKind(["north", "south", "tiny"]);
        // Cities 0 and 1 of the north have 40 rows each, 2 to 11 of the south three, 12 and 13 of the tiny one two.
        double[] city =
        [
            .. Enumerable.Range(0, 80).Select(row => (double)(row % 2)),
            .. Enumerable.Range(0, 30).Select(row => 2.0 + (row % 10)),
            .. Enumerable.Range(0, 4).Select(row => 12.0 + (row % 2)),
        ];
        double[] state = Array.ConvertAll(
            city,
            one =>
                one < 2 ? 0.0
                : one < 12 ? 1
                : 2
        );
        var rows = Table.FromColumns([new("city") { Kind = cities }, new("state") { Kind = states }], [city, state]);
        var rule = new DeterminedColumn(
            "state",
            "city",
            [
                .. Enumerable
                    .Range(0, 14)
                    .Select(one => new ValuePair(
                        one,
                        one < 2 ? 0
                            : one < 12 ? 1
                            : 2
                    )),
            ]
        );
        var protection = Protection.Fit(rows, [rule]);
        Assert.Equal([2], protection.Limits.Single(limit => limit.Column == "city").StandIns!);
        var safe = protection.Protect(rows.TakeColumns([0]), [rule]);
        Assert.Equal([0, 1, 2], safe.ColumnValues(0).Distinct().Order());
        // 30 rows of the south; those of the tiny state, which is rare itself, are of some other city.
        Assert.InRange(safe.ColumnValues(0).Count(one => one == 2), 30, 34);

        double[] sampled = [0, 2, 2];
        var samples = Table.FromColumns(rows.Columns, [sampled, [0, 1, 1]]);
        bool[] allowed = [true, true, true];
        protection.Exclude(samples, allowed);
        Assert.All(allowed, Assert.True);
        Assert.False(protection.IsEmitted("city", 2));
        var emitted = protection.WithoutStandIns(samples);
        Assert.Equal([0, double.NaN, double.NaN], emitted.ColumnValues(0));
        Assert.Equal("", emitted.Columns[0].Write(double.NaN));
        Assert.Equal(sampled, protection.WithStandIns(emitted, [rule]).ColumnValues(0));
    }

    /// <summary>A postcode determines its city, and this its state: where the city is rare, one of the state takes its place.</summary>
    [Fact]
    public void RareLevelsAreReplacedByThoseOfTheSameCoarseValuesThroughOthers()
    {
        var codes = new CategoryKind([.. Enumerable.Range(0, 4).Select(code => $"z{code}")]);
        var two = new CategoryKind(["a", "b", "c", "d"]);
        double[] code =
        [
            .. Enumerable
                .Range(0, 92)
                .Select(row =>
                    row < 40 ? 0.0
                    : row < 80 ? 1
                    : row < 84 ? 2
                    : row < 88 ? 3
                    : 0
                ),
        ];
        double[] state = Array.ConvertAll(code, one => one is 0 or 2 ? 0.0 : 1);
        var rows = Table.FromColumns(
            [new("code") { Kind = codes }, new("city") { Kind = two }, new("state") { Kind = two }],
            [code, code, state]
        );
        TableRule[] rules =
        [
            new DeterminedColumn("city", "code", [.. Enumerable.Range(0, 4).Select(one => new ValuePair(one, one))]),
            new DeterminedColumn(
                "state",
                "city",
                [.. Enumerable.Range(0, 4).Select(one => new ValuePair(one, one % 2))]
            ),
        ];
        var safe = Protection.Fit(rows, rules).Protect(rows.TakeColumns([0]), rules);
        Assert.All(Enumerable.Range(80, 4), row => Assert.Equal(0, safe[row, 0]));
        Assert.All(Enumerable.Range(84, 4), row => Assert.Equal(1, safe[row, 0]));
    }

    [Fact]
    public void NumbersStayWithinTheFifthFromEachEnd()
    {
        var rows = Rows(rare: 5);
        var protection = Protection.FromJson(
            JsonDocument.Parse(Protection.Fit(rows).ToJson().GetRawText()).RootElement
        );
        var limited = protection.Limit(rows);
        Assert.Equal(4, limited.ColumnValues(1).Where(value => !double.IsNaN(value)).Min());
        Assert.Equal(194, limited.ColumnValues(1).Where(value => !double.IsNaN(value)).Max());
        Assert.True(double.IsNaN(limited[199, 1]));
    }

    [Fact]
    public void OtherRowsAreExcluded()
    {
        var rows = Rows(rare: 4);
        bool[] allowed = [.. Enumerable.Repeat(true, rows.RowCount)];
        Protection.Fit(rows).Exclude(rows, allowed);
        // Rows 0 to 3 are too low and have the rare level, 195 to 198 are too high, and 199 has no number.
        Assert.Equal([0, 1, 2, 3, 195, 196, 197, 198], Enumerable.Range(0, 200).Where(row => !allowed[row]));
    }

    private static Table Rows(int rare)
    {
        double[] levels = [.. Enumerable.Range(0, 200).Select(row => row < rare ? 1.0 : 0)];
        double[] numbers = [.. Enumerable.Range(0, 200).Select(row => row == 199 ? double.NaN : (double)row)];
        return Table.FromColumns(
            [new("level") { Kind = new CategoryKind(["common", "rare"]) }, new("number") { Missing = "" }],
            [levels, numbers]
        );
    }
}
